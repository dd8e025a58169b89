package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Optional;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleReport;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.KernelStopException;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.ByteString;

/** The files of a boot archive as the kernel finds them in mid-boot when nothing overlays them. */
public final class ArchiveOwnFiles {
  private static final ByteString COMMAND_LINE =
      ByteString.of("boot_archive type=rootfs name=ramdisk");

  private final BootVfs vfs;

  private ArchiveOwnFiles(BootVfs vfs) {
    this.vfs = vfs;
  }

  /**
   * Looks into an archive.
   *
   * @throws IOException if it cannot be read
   */
  public static ArchiveOwnFiles of(BlockDevice archive) throws IOException {
    ModuleSet alone = ModuleSet.of(ImmutableList.of(new BootModule(COMMAND_LINE, archive)));
    if (alone.handOver() instanceof ModuleHandover.Accepted accepted) {
      return new ArchiveOwnFiles(BootVfs.of(accepted, alone.modules()));
    }
    throw new CorruptImageException("boot archive", -1, "is nothing that the kernel starts from");
  }

  /**
   * Looks into the archive of a module set.
   *
   * @throws CorruptImageException if the set has none
   * @throws IOException if it cannot be read
   */
  public static ArchiveOwnFiles of(ModuleSet set) throws IOException {
    for (ModuleReport report : set.reports()) {
      if (report.type() == ModuleType.ROOTFS) {
        return of(set.modules().get(report.index()).content());
      }
    }
    throw new CorruptImageException("boot modules", -1, "none of them is the boot archive");
  }

  /** Returns whether the kernel finds a file. */
  boolean has(String path) throws IOException {
    return vfs.lookup("/" + path) instanceof Lookup.Found;
  }

  /**
   * Returns a file's bytes; empty if the kernel does not find it.
   *
   * @param path without leading slash
   * @throws CorruptImageException if there are more than {@code limit}, or the kernel would stop
   *     over them
   * @throws IOException if the archive cannot be read
   */
  Optional<byte[]> read(String path, int limit) throws IOException {
    if (!(vfs.lookup("/" + path) instanceof Lookup.Found found)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = found.content().slice(0, limit + 1L).read();
      if (bytes.length > limit) {
        throw new CorruptImageException(
            path, -1, "is larger than " + limit + " bytes, which no such file is");
      }
      return Optional.of(bytes);
    } catch (KernelStopException e) {
      throw new CorruptImageException(path, -1, "the kernel would stop over this file");
    }
  }
}

package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.OverlayEffect;
import org.bootarchive.boot.files.ModulePath;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.KernelStopException;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.dtrace.KernelFiles;
import org.bootarchive.dtrace.elf.KernelModule;

/** The files of a kernel in mid-boot: those that the overlays and the archive answer with. */
final class BootedFiles implements KernelFiles {
  private static final String UNIX = "unix";
  private static final String GENUNIX = "genunix";

  /** No file is read further; it is what the longest dtrace.conf and module may have. */
  private static final long MAX_BYTES = KernelModule.MAX_BYTES + 1L;

  private final BootVfs vfs;
  private final ModulePath modulePath;
  private final String whoami;
  private final List<String> overlays;

  /**
   * @param modulePath where modules are looked for once etc/system is read
   * @param whoami the kernel's own path
   * @param overlays names of the modules that are files
   */
  private BootedFiles(BootVfs vfs, ModulePath modulePath, String whoami, List<String> overlays) {
    this.vfs = vfs;
    this.modulePath = modulePath;
    this.whoami = whoami;
    this.overlays = overlays;
  }

  /** Returns the files of a dry boot's kernel; empty if there is no ramdisk that it comes from. */
  static Optional<BootedFiles> of(DryBootReport report) {
    if (report.vfs().isEmpty() || report.root().isEmpty()) {
      return Optional.empty();
    }
    ImmutableList<String> overlays =
        report.overlays().stream()
            .map(OverlayEffect::name)
            .collect(ImmutableList.toImmutableList());
    return Optional.of(
        new BootedFiles(
            report.vfs().get(), new ModulePath(report.modulePath()), report.whoami(), overlays));
  }

  @Override
  public Optional<Found> file(String path) throws IOException {
    return first(List.of(path));
  }

  @Override
  public Optional<Found> module(String name) throws IOException {
    return first(name.equals(UNIX) ? List.of(whoami) : modulePath.ofModule(name));
  }

  @Override
  public Optional<Found> driverConf(String driver) throws IOException {
    return first(modulePath.of("drv/" + driver + ".conf"));
  }

  private Optional<Found> first(List<String> paths) throws IOException {
    for (String path : paths) {
      Lookup lookup = vfs.lookup(path);
      if (lookup instanceof Lookup.Found found) {
        return read(path, found);
      }
      if (!(lookup instanceof Lookup.Failed)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<Found> read(String path, Lookup.Found found) throws IOException {
    try {
      byte[] content = found.content().slice(0, MAX_BYTES).read();
      return Optional.of(new Found(path, ByteSource.wrap(content)));
    } catch (KernelStopException e) {
      // The kernel does not come back with it; the dry boot says so.
      return Optional.empty();
    }
  }

  @Override
  public ImmutableList<String> moduleNames() throws IOException {
    ImmutableSet<String> others = ModuleListing.of(vfs, modulePath, overlays);
    ImmutableList.Builder<String> names = ImmutableList.builder();
    if (vfs.lookup(whoami) instanceof Lookup.Found) {
      names.add(UNIX);
    }
    if (others.contains(GENUNIX)) {
      names.add(GENUNIX);
    }
    others.stream()
        .filter(name -> !name.equals(UNIX) && !name.equals(GENUNIX))
        .sorted()
        .forEach(names::add);
    return names.build();
  }

  @Override
  public boolean namesAreComplete() {
    return vfs.root() == BootFileSystem.UFS;
  }
}

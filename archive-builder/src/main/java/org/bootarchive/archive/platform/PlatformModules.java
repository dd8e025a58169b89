package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.boot.files.UnpackedContent;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.text.ByteString;

/**
 * The modules that a boot loader passes for a platform image, in the new style. As the illumos
 * loader does, and GRUB, it unpacks an archive that is in a gzip file.
 */
public final class PlatformModules {
  private PlatformModules() {}

  /**
   * Returns the archive, its hash if there is one, and the overlays behind them.
   *
   * @param directory as {@link PlatformImage#in} takes it
   * @throws IOException if there is no archive, or a file cannot be read
   */
  public static ImmutableList<BootModule> of(Path directory, List<OverlayFile> overlays)
      throws IOException {
    PlatformImage image =
        PlatformImage.in(directory)
            .orElseThrow(
                () ->
                    new CorruptImageException(
                        directory.toString(),
                        -1,
                        "no platform directory: it has no " + PlatformImage.BOOT_ARCHIVE));
    Optional<Path> hash = Optional.of(image.hash()).filter(Files::exists);
    return of(UnpackedContent.of(FileBlockDevice.of(image.bootArchive())), hash, overlays);
  }

  /**
   * Returns the same of a platform that is open, and has to stay so while the modules are used.
   *
   * @throws IOException if a file cannot be read
   */
  public static ImmutableList<BootModule> of(Platform platform, List<OverlayFile> overlays)
      throws IOException {
    return of(
        FileBlockDevice.of(platform.archiveAsLoaded()),
        platform.find(PlatformImage.HASH),
        overlays);
  }

  private static ImmutableList<BootModule> of(
      BlockDevice archive, Optional<Path> hash, List<OverlayFile> overlays) throws IOException {
    ByteString path = ByteString.of("/platform/" + PlatformImage.BOOT_ARCHIVE);
    ImmutableList.Builder<BootModule> modules = ImmutableList.builder();
    modules.add(new BootModule(path.concat(" type=rootfs name=ramdisk"), archive));
    if (hash.isPresent()) {
      modules.add(
          new BootModule(
              path.concat(".hash type=hash name=ramdisk"), FileBlockDevice.of(hash.get())));
    }
    for (OverlayFile overlay : overlays) {
      modules.add(
          new BootModule(
              ByteString.of("/")
                  .concat(overlay.name())
                  .concat(" type=file name=")
                  .concat(overlay.name()),
              FileBlockDevice.of(overlay.source())));
    }
    return modules.build();
  }
}

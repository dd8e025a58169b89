package org.bootarchive.archive;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A platform image that is unpacked in a directory.
 *
 * @param directory the directory that holds {@code i86pc}
 */
public record PlatformImage(Path directory) {
  /** The boot archive's path below the directory. */
  static final String BOOT_ARCHIVE = "i86pc/amd64/boot_archive";

  /**
   * Finds the platform image in a directory: {@code i86pc} itself, or below {@code platform}, as on
   * a USB key or an ISO image.
   *
   * @return empty if there is no boot archive at either place
   */
  public static Optional<PlatformImage> in(Path directory) {
    for (Path candidate : ImmutableList.of(directory, directory.resolve("platform"))) {
      PlatformImage image = new PlatformImage(candidate);
      if (Files.isRegularFile(image.bootArchive())) {
        return Optional.of(image);
      }
    }
    return Optional.empty();
  }

  /** Returns where the boot archive is. */
  public Path bootArchive() {
    return directory.resolve(BOOT_ARCHIVE);
  }

  /** Returns where the boot archive's hash is; the file need not exist. */
  public Path hash() {
    return directory.resolve(BOOT_ARCHIVE + ".hash");
  }

  /** Returns where the kernel is that the boot loader loads; the file need not exist. */
  public Path kernel() {
    return directory.resolve("i86pc/kernel/amd64/unix");
  }
}

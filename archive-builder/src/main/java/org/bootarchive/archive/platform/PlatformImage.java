package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * A platform image that is unpacked in a directory.
 *
 * @param directory the directory that holds {@code i86pc}
 */
public record PlatformImage(Path directory) {
  /** The boot archive's path below the directory. */
  public static final String BOOT_ARCHIVE = "i86pc/amd64/boot_archive";

  /** What the name of a boot archive that is in a gzip file may end with: loaders try it last. */
  private static final String GZIP_SUFFIX = ".gz";

  /** The paths that a boot archive may have, the one that counts first. */
  static final ImmutableList<String> ARCHIVE_NAMES =
      ImmutableList.of(BOOT_ARCHIVE, BOOT_ARCHIVE + GZIP_SUFFIX);

  /** The path of the boot archive's hash. */
  public static final String HASH = BOOT_ARCHIVE + ".hash";

  /** The path of the list of all files with their MD5. */
  public static final String MANIFEST = BOOT_ARCHIVE + ".manifest";

  /** The path of what the image was built from. */
  public static final String GIT_STATUS = BOOT_ARCHIVE + ".gitstatus";

  /** The path of the kernel that the boot loader loads. */
  public static final String KERNEL = "i86pc/kernel/amd64/unix";

  /** The path of the time stamp. */
  public static final String VERSION = "etc/version/platform";

  private static final int NAMES_BELOW = 3;

  /** How many names of a directory are looked at for platform images in it. */
  private static final int MAX_NAMES = 100_000;

  /**
   * Finds the platform image in a directory: {@code i86pc} itself, or below {@code platform}, as on
   * a USB key or an ISO image; or below {@code platform-STAMP}, as in a tar, or {@code
   * os/STAMP/platform}, as on a new USB key, if there is one alone of these.
   *
   * @return empty if there is no boot archive at any of these places
   * @throws CorruptImageException if there is more than one
   * @throws IOException if the directory cannot be read
   */
  public static Optional<PlatformImage> in(Path directory) throws IOException {
    for (Path candidate : ImmutableList.of(directory, directory.resolve("platform"))) {
      PlatformImage image = new PlatformImage(candidate);
      if (Files.isRegularFile(image.bootArchive())) {
        return Optional.of(image);
      }
    }
    List<PlatformImage> found = new ArrayList<>();
    for (Path name : names(directory)) {
      if (name.toString().startsWith("platform-")) {
        found.add(new PlatformImage(directory.resolve(name)));
      }
    }
    Path stamps = directory.resolve("os");
    for (Path name : names(stamps)) {
      found.add(new PlatformImage(stamps.resolve(name).resolve("platform")));
    }
    found.removeIf(image -> !Files.isRegularFile(image.bootArchive()));
    if (found.size() > 1) {
      throw new CorruptImageException(
          directory.toString(),
          -1,
          "there is more than one platform in it; name one of them, such as "
              + found.get(0).directory());
    }
    return found.stream().findFirst();
  }

  /** Returns the platform image that a boot archive is in by its path; empty if it is in none. */
  public static Optional<PlatformImage> around(Path archive) {
    Path top = ARCHIVE_NAMES.stream().anyMatch(archive::endsWith) ? archive : null;
    for (int i = 0; i < NAMES_BELOW && top != null; i++) {
      top = top.getParent();
    }
    return Optional.ofNullable(top).map(PlatformImage::new);
  }

  private static Iterable<Path> names(Path directory) throws IOException {
    TreeSet<Path> names = new TreeSet<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
        for (Path entry : entries) {
          Path name = entry.getFileName();
          if (name != null && names.size() < MAX_NAMES) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  /** Returns where the platform's own files are; not all of them need exist. */
  public ImmutableList<Path> files() {
    return ImmutableList.of(BOOT_ARCHIVE, HASH, MANIFEST, GIT_STATUS, KERNEL, VERSION).stream()
        .map(directory::resolve)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns the files that are read where a user names an image: itself, or if it is a directory
   * those of the platform in it.
   *
   * @throws IOException if there is more than one platform, or the directory cannot be read
   */
  public static ImmutableList<Path> filesAt(Path image) throws IOException {
    return Files.isDirectory(image)
        ? in(image).map(PlatformImage::files).orElse(ImmutableList.of())
        : ImmutableList.of(image);
  }

  /** Returns where the boot archive is. */
  public Path bootArchive() {
    return directory.resolve(archiveName());
  }

  /**
   * Returns the boot archive's path below the directory: its name, or else, if that is there, its
   * name with {@code .gz} behind it, as the illumos loader looks for it.
   */
  String archiveName() {
    for (String name : ARCHIVE_NAMES) {
      if (Files.isRegularFile(directory.resolve(name))) {
        return name;
      }
    }
    return BOOT_ARCHIVE;
  }

  /**
   * Returns the boot archive's path below the top directory if a name ends with it.
   *
   * @param name with slashes between its parts
   * @return one of {@link #ARCHIVE_NAMES}; empty for other files
   */
  static Optional<String> archiveIn(String name) {
    for (String archive : ARCHIVE_NAMES) {
      if (name.equals(archive) || name.endsWith("/" + archive)) {
        return Optional.of(archive);
      }
    }
    return Optional.empty();
  }

  /** Returns where the boot archive's hash is; the file need not exist. */
  public Path hash() {
    return directory.resolve(HASH);
  }

  /** Returns where the kernel is that the boot loader loads; the file need not exist. */
  public Path kernel() {
    return directory.resolve(KERNEL);
  }
}

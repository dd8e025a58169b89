package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Decides which directory is the boot loader's root where the user does not say. */
final class BootRootChoice {
  /** Where boot loaders keep their configuration, as the folders above the file. */
  private static final ImmutableList<Path> FOLDERS =
      ImmutableList.of(Path.of("boot/grub"), Path.of("boot/conf.d"), Path.of("boot"));

  private BootRootChoice() {}

  /**
   * Returns what was said; else the directory that the configuration's place tells, if a platform
   * image can be below it; else the output directory, or the configuration's own.
   */
  static Path choose(@Nullable Path said, @Nullable Path out, Path configuration) {
    if (said != null) {
      return said;
    }
    Path above = above(configuration);
    if (out == null || !Files.isDirectory(out)) {
      return above;
    }
    return holdsImages(above) && !holdsImages(out) ? above : out;
  }

  private static Path above(Path configuration) {
    Path folder = configuration.toAbsolutePath().normalize().getParent();
    if (folder == null) {
      return Path.of("/");
    }
    for (Path known : FOLDERS) {
      if (folder.endsWith(known)) {
        Path root = folder;
        for (int i = 0; i < known.getNameCount() && root != null; i++) {
          root = root.getParent();
        }
        return root == null ? Path.of("/") : root;
      }
    }
    return folder;
  }

  private static boolean holdsImages(Path directory) {
    return Files.isDirectory(directory.resolve("platform"))
        || hasPlatformBelow(directory.resolve("os"));
  }

  private static boolean hasPlatformBelow(Path os) {
    String[] stamps = os.toFile().list();
    if (stamps == null) {
      return false;
    }
    for (String stamp : stamps) {
      if (Files.isDirectory(os.resolve(stamp).resolve("platform"))) {
        return true;
      }
    }
    return false;
  }
}

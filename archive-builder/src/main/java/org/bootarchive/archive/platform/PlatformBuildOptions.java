package org.bootarchive.archive.platform;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.lofi.LofiOptions;

/**
 * What a platform image is to be like.
 *
 * @param root of the boot archive
 * @param usr of the file system in usr.lgz
 * @param lofi how that is compressed
 * @param stamp the time stamp; empty for the newest time of the files, as {@code yyyyMMddTHHmmssZ}
 * @param gitStatus what the image was built from, which becomes {@code etc/versions/build}; empty
 *     for the one that is there
 * @param kernel where the kernel is among the files
 */
public record PlatformBuildOptions(
    BuildOptions root,
    BuildOptions usr,
    LofiOptions lofi,
    Optional<String> stamp,
    Optional<Path> gitStatus,
    String kernel) {
  /** Bytes per inode of /usr ({@code tools/build_live}). */
  public static final int USR_BYTES_PER_INODE = 14000;

  private static final Pattern STAMP = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** As SmartOS, but with file systems that are just large enough. */
  public static final PlatformBuildOptions DEFAULTS =
      new PlatformBuildOptions(
          BuildOptions.DEFAULTS,
          BuildOptions.DEFAULTS.withBytesPerInode(USR_BYTES_PER_INODE),
          LofiOptions.DEFAULTS,
          Optional.empty(),
          Optional.empty(),
          CompanionCheck.ARCHIVE_KERNEL);

  /** Checks the stamp. */
  public PlatformBuildOptions {
    stamp.ifPresent(PlatformBuildOptions::checkStamp);
  }

  /**
   * Checks that a time stamp can be part of a file's name.
   *
   * @throws IllegalArgumentException if it cannot
   */
  public static void checkStamp(String stamp) {
    checkArgument(
        isStamp(stamp),
        "a stamp is letters, digits, dots, underscores and hyphens, such as 20131227T225949Z");
  }

  /** Returns whether a text can be a time stamp. */
  static boolean isStamp(String text) {
    return STAMP.matcher(text).matches();
  }

  /** Returns these options with another time stamp. */
  public PlatformBuildOptions withStamp(String newStamp) {
    return new PlatformBuildOptions(root, usr, lofi, Optional.of(newStamp), gitStatus, kernel);
  }

  /** Returns these options with others of the boot archive. */
  public PlatformBuildOptions withRoot(BuildOptions newRoot) {
    return new PlatformBuildOptions(newRoot, usr, lofi, stamp, gitStatus, kernel);
  }

  /** Returns these options with others of /usr. */
  public PlatformBuildOptions withUsr(BuildOptions newUsr) {
    return new PlatformBuildOptions(root, newUsr, lofi, stamp, gitStatus, kernel);
  }

  /** Returns these options with another file that tells what the image was built from. */
  public PlatformBuildOptions withGitStatus(Path file) {
    return new PlatformBuildOptions(root, usr, lofi, stamp, Optional.of(file), kernel);
  }

  /** Returns these options with another place of the kernel. */
  public PlatformBuildOptions withKernel(String path) {
    return new PlatformBuildOptions(root, usr, lofi, stamp, gitStatus, path);
  }
}

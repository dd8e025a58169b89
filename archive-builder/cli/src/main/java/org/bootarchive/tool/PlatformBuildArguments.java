package org.bootarchive.tool;

import java.nio.file.Path;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.platform.PlatformBuildOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code build --platform} is told besides. */
final class PlatformBuildArguments {
  @Option(
      names = "--platform",
      description = "Build a platform whole: a directory, or a .tgz if --out ends so.")
  private boolean platform;

  @Option(
      names = "--usr-size",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description = "Size of the file system in usr.lgz. Default: just large enough.")
  private @Nullable Long usrSize;

  @Option(
      names = "--usr-nbpi",
      paramLabel = "BYTES",
      description = "Bytes per inode in usr.lgz. Default: 14000, as SmartOS.")
  private @Nullable Integer usrBytesPerInode;

  @Option(
      names = "--stamp",
      paramLabel = "STAMP",
      description = "The time stamp. Default: the newest time of the files, or SOURCE_DATE_EPOCH.")
  private @Nullable String stamp;

  @Option(
      names = "--gitstatus",
      paramLabel = "FILE",
      description = "What becomes etc/versions/build and boot_archive.gitstatus.")
  private @Nullable Path gitStatus;

  @Option(
      names = "--kernel",
      paramLabel = "PATH",
      description = "The kernel among the files. Default: platform/i86pc/kernel/amd64/unix.")
  private @Nullable String kernel;

  /** Returns whether a platform is to be built. */
  boolean isPlatform() {
    return platform;
  }

  /** Returns whether any of these was given without {@code --platform}. */
  boolean isMisplaced() {
    return !platform
        && (usrSize != null
            || usrBytesPerInode != null
            || stamp != null
            || gitStatus != null
            || kernel != null);
  }

  /**
   * Returns the options of the build.
   *
   * @param root of the boot archive
   * @throws IllegalArgumentException if one is out of range
   */
  PlatformBuildOptions options(BuildOptions root) {
    BuildOptions usr =
        BuildOptions.DEFAULTS
            .withBytesPerInode(
                usrBytesPerInode == null
                    ? PlatformBuildOptions.USR_BYTES_PER_INODE
                    : usrBytesPerInode)
            .withBlocks(root.blockBytes(), root.fragmentBytes())
            .withByteOrder(root.byteOrder())
            .withDate(root.date());
    PlatformBuildOptions options =
        PlatformBuildOptions.DEFAULTS
            .withRoot(root)
            .withUsr(usrSize == null ? usr : usr.withSize(usrSize));
    options = stamp == null ? options : options.withStamp(stamp);
    options = gitStatus == null ? options : options.withGitStatus(gitStatus);
    return kernel == null ? options : options.withKernel(kernel);
  }
}

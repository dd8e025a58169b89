package org.bootarchive.tool;

import org.bootarchive.boot.config.BootLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for files that are laid out as overlays. */
final class LayoutOptions {
  @Option(
      names = "--prefix",
      paramLabel = "PATH",
      defaultValue = "os/bootfs",
      description = "Where below the root the files go. Default: ${DEFAULT-VALUE}")
  private String prefix = "os/bootfs";

  @Option(
      names = "--hash",
      negatable = true,
      description = "Have the kernel check each file's SHA-1. Default: for the illumos loader")
  private @Nullable Boolean hash;

  @Option(names = "--force", description = "Write in spite of what hurts.")
  private boolean force;

  @Option(names = "--dry-run", description = "Write nothing.")
  private boolean dryRun;

  /** Returns whether any of them is given but for where the files go. */
  boolean isAny() {
    return hash != null || force || dryRun;
  }

  /** Returns where below the boot loader's root the files go. */
  String prefix() {
    return ByteArguments.text(prefix);
  }

  /** Returns whether the user says if there are to be hashes. */
  boolean isHashGiven() {
    return hash != null;
  }

  /** Returns whether the files are to have hashes. */
  boolean hashed(BootLoader bootLoader) {
    return hash == null ? bootLoader == BootLoader.LOADER : hash;
  }

  /** Returns whether what hurts is written nevertheless. */
  boolean force() {
    return force;
  }

  /** Returns whether nothing is to be written. */
  boolean dryRun() {
    return dryRun;
  }
}

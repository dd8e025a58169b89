package org.bootarchive.boot.config;

import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * One boot module of a configuration.
 *
 * @param path as the boot loader looks it up: a path, with GRUB perhaps behind a device, or a URL
 * @param commandLine the whole command line as the kernel sees it, path first
 * @param source the line that loads it
 * @param unpacked whether a gzip file is unpacked on the way
 */
public record ConfiguredModule(
    ByteString path, ByteString commandLine, SourceLine source, boolean unpacked) {

  /** Makes a module that arrives as its file is. */
  public ConfiguredModule(ByteString path, ByteString commandLine, SourceLine source) {
    this(path, commandLine, source, false);
  }

  /** Makes a module that arrives unpacked if its file is a gzip one. */
  public static ConfiguredModule unpacked(
      ByteString path, ByteString commandLine, SourceLine source) {
    return new ConfiguredModule(path, commandLine, source, true);
  }
}

package org.bootarchive.boot.config;

import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * The kernel that a configuration starts.
 *
 * @param path as the boot loader looks it up, variables expanded where their value is known
 * @param arguments what follows the path on the kernel's command line; may be empty
 * @param source the line that names it
 * @param whole whether {@code arguments} is all that the kernel gets, its own path included if it
 *     is to know it: with GRUB 2 and syslinux
 */
public record ConfiguredKernel(
    ByteString path, ByteString arguments, SourceLine source, boolean whole) {

  /** Makes a kernel that gets its path and the arguments. */
  public ConfiguredKernel(ByteString path, ByteString arguments, SourceLine source) {
    this(path, arguments, source, false);
  }

  /** Makes a kernel that gets a string, and no path in front of it. */
  public static ConfiguredKernel withWholeString(
      ByteString path, ByteString string, SourceLine source) {
    return new ConfiguredKernel(path, string, source, true);
  }

  /**
   * Returns what follows the first word of the whole string, which the kernel takes for its path.
   */
  public ByteString afterPath() {
    if (!whole) {
      return arguments;
    }
    int blank = arguments.indexOf(' ');
    return blank < 0 ? ByteString.EMPTY : arguments.substring(blank + 1);
  }

  /** Returns the whole string that the kernel gets. */
  public ByteString commandLine() {
    return whole || arguments.isEmpty()
        ? (whole ? arguments : path)
        : path.concat(" ").concat(arguments);
  }
}

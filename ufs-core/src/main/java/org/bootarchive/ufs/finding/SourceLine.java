package org.bootarchive.ufs.finding;

import static com.google.common.base.Preconditions.checkArgument;

import org.bootarchive.ufs.text.ByteString;

/**
 * A line of a text file, such as a boot configuration.
 *
 * @param file the file's name as the caller or the boot loader knows it
 * @param line counted from 1; of a line that goes on behind a backslash the first
 */
public record SourceLine(String file, int line) implements Place {
  /** Checks the number. */
  public SourceLine {
    checkArgument(line > 0, "line (%s) must be positive", line);
  }

  /** Returns {@code file:line}. */
  @Override
  public String toString() {
    return ByteString.of(file) + ":" + line;
  }
}

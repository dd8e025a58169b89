package org.bootarchive.boot.config.edit;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;

/**
 * A line of a file with what ends it.
 *
 * @param text without the terminator
 * @param terminator {@code \n}, {@code \r\n}, or empty at the end of the file
 */
public record RawLine(String text, String terminator) {
  /** The most lines that a file may have. */
  public static final int MAX_LINES = 200_000;

  public static ImmutableList<RawLine> split(ConfigFile file) throws ConfigException {
    ImmutableList.Builder<RawLine> lines = ImmutableList.builder();
    String text = file.text();
    int count = 0;
    for (int start = 0; start < text.length(); ) {
      if (++count > MAX_LINES) {
        throw new ConfigException(file.name(), "has more than " + MAX_LINES + " lines");
      }
      int newline = text.indexOf('\n', start);
      if (newline < 0) {
        lines.add(new RawLine(text.substring(start), ""));
        break;
      }
      boolean carriageReturn = newline > start && text.charAt(newline - 1) == '\r';
      int end = carriageReturn ? newline - 1 : newline;
      lines.add(new RawLine(text.substring(start, end), carriageReturn ? "\r\n" : "\n"));
      start = newline + 1;
    }
    return lines.build();
  }

  public static String join(List<RawLine> lines) {
    StringBuilder out = new StringBuilder();
    for (RawLine line : lines) {
      out.append(line.text).append(line.terminator);
    }
    return out.toString();
  }

  /** Returns the blanks that the line begins with. */
  public String indentation() {
    int end = 0;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return text.substring(0, end);
  }
}

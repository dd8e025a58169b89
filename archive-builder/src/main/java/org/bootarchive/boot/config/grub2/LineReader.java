package org.bootarchive.boot.config.grub2;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigFile;

/** Gives a script's lines one by one: {@code grub_reader_getline_t}. */
interface LineReader {

  /** Returns the next line; empty at the end. */
  Optional<ScriptLine> next();

  /** Gives lines that are at hand. */
  static LineReader of(ImmutableList<ScriptLine> lines) {
    int[] at = {0};
    return () -> at[0] < lines.size() ? Optional.of(lines.get(at[0]++)) : Optional.empty();
  }

  /**
   * Gives the lines of a file as {@code read_config_file_getline} does: carriage returns vanish,
   * and so do lines whose first byte is {@code #}, even inside quotes. A NUL ends a line's text.
   */
  static LineReader of(ConfigFile file) {
    ImmutableList.Builder<ScriptLine> lines = ImmutableList.builder();
    String text = file.text();
    int number = 1;
    for (int start = 0; start < text.length(); number++) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      String line = CharMatcher.is('\r').removeFrom(text.substring(start, end));
      int nul = line.indexOf('\0');
      line = nul < 0 ? line : line.substring(0, nul);
      if (!line.startsWith("#")) {
        lines.add(new ScriptLine(line, file.line(number)));
      }
      start = end + 1;
    }
    return of(lines.build());
  }
}

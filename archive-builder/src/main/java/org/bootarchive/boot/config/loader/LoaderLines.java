package org.bootarchive.boot.config.loader;

import java.util.Optional;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.ufs.finding.SourceLine;

/**
 * Reads lines as the loader's Forth does: 80 bytes at a time into a buffer that lives on.
 *
 * <p>Opening a file goes back to the buffer's first byte and does not empty it. Only the end of a
 * file does; so when a wrong line ended the reading of one, the next begins with what was read last
 * of the one before. Source: {@code read_line} and {@code reset_line_reading} in support.4th.
 */
final class LoaderLines {
  /** {@code read_buffer_size} of support.4th. */
  private static final int BUFFER_BYTES = 80;

  private String buffer = "";

  /** The file that the buffer's bytes are of, and the line that its first byte is in. */
  private Optional<ConfigFile> bufferFile = Optional.empty();

  private int bufferLine = 1;
  private int at;

  private String text = "";
  private Optional<ConfigFile> file = Optional.empty();
  private int next;
  private int nextLine = 1;
  private boolean atEnd;

  /**
   * A line.
   *
   * @param text without the newline
   * @param where where its first byte is
   */
  record Line(String text, SourceLine where) {}

  /** Opens a file, which keeps what is in the buffer. */
  void open(ConfigFile newFile) {
    text = newFile.text();
    file = Optional.of(newFile);
    next = 0;
    nextLine = 1;
    atEnd = false;
    at = 0;
  }

  /** Returns whether the end of the file has been met. */
  boolean isAtEnd() {
    return atEnd;
  }

  /** Returns the next line; empty at the end of the file. */
  Line read() {
    while (at < buffer.length() && buffer.charAt(at) == '\n') {
      at++;
    }
    StringBuilder line = new StringBuilder();
    SourceLine where = here();
    while (true) {
      int newline = buffer.indexOf('\n', at);
      int end = newline < 0 ? buffer.length() : newline;
      if (line.length() == 0) {
        where = here();
      }
      line.append(buffer, at, end);
      at = end;
      if (at < buffer.length() || atEnd) {
        return new Line(line.toString(), where);
      }
      refill();
    }
  }

  private void refill() {
    int end = Math.min(text.length(), next + BUFFER_BYTES);
    buffer = text.substring(next, end);
    bufferFile = file;
    bufferLine = nextLine;
    for (int i = next; i < end; i++) {
      nextLine += text.charAt(i) == '\n' ? 1 : 0;
    }
    next = end;
    at = 0;
    atEnd = buffer.isEmpty();
  }

  private SourceLine here() {
    int line = bufferLine;
    for (int i = 0; i < at; i++) {
      line += buffer.charAt(i) == '\n' ? 1 : 0;
    }
    ConfigFile of = bufferFile.or(() -> file).orElseThrow();
    return of.line(line);
  }
}

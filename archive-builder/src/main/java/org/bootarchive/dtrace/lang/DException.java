package org.bootarchive.dtrace.lang;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something is wrong with a program in D. The text is libdtrace's, without the place.
 *
 * <p>Within a compiler this is the way out of deeply nested rules; it is caught where a program
 * ends.
 */
public final class DException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable ErrorTag tag;
  private final int line;

  /**
   * Makes one.
   *
   * @param tag what kind of error; null for one of libdtrace's that has no place
   * @param line where, 0 for nowhere
   * @param text what, in words
   */
  public DException(@Nullable ErrorTag tag, int line, String text) {
    super(text, null, false, false);
    this.tag = tag;
    this.line = line;
  }

  /** Makes one with a text of which parts are filled in. */
  public static DException of(ErrorTag tag, int line, String format, Object... values) {
    return new DException(tag, line, String.format(Locale.ROOT, format, values));
  }

  /** Returns what kind of error, null for one that has no place. */
  public @Nullable ErrorTag tag() {
    return tag;
  }

  /** Returns the line, from 1; 0 for nowhere. */
  public int line() {
    return line;
  }

  /** Returns the text. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}

package org.bootarchive.boot.config;

import com.google.common.base.CharMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The comments by which an edit is found again and undone. All three boot loaders pass over them.
 *
 * <ul>
 *   <li>{@code # bootarchive: begin} and {@code # bootarchive: end} stand around added lines.
 *   <li>{@code # bootarchive: was '...'} stands directly before a line that was changed and holds
 *       the line as it was, escaped as {@code \xHH} where it must be. No marker ends in a
 *       backslash, so none can swallow the line behind it.
 * </ul>
 */
final class Markers {
  static final String BEGIN = "# bootarchive: begin";
  static final String END = "# bootarchive: end";
  private static final String WAS = "# bootarchive: was '";
  private static final CharMatcher BLANKS = CharMatcher.anyOf(" \t\r");

  private Markers() {}

  /** What a line is to an edit. */
  enum Kind {
    BEGIN,
    END,
    WAS,
    NONE
  }

  static Kind kind(String line) {
    String text = BLANKS.trimFrom(line);
    if (text.equals(BEGIN)) {
      return Kind.BEGIN;
    }
    if (text.equals(END)) {
      return Kind.END;
    }
    return text.startsWith(WAS) ? Kind.WAS : Kind.NONE;
  }

  static String was(String original) {
    return WAS + DisplayText.escape(original) + "'";
  }

  /** Returns the line that a {@link Kind#WAS} marker holds, or null if it is damaged. */
  static @Nullable String original(String line) {
    String text = BLANKS.trimFrom(line);
    if (text.length() <= WAS.length() || !text.endsWith("'")) {
      return null;
    }
    return DisplayText.unescape(text.substring(WAS.length(), text.length() - 1));
  }
}

package org.bootarchive.boot.config.edit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.EscapedBytes;
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
public final class Markers {
  /** The comment in front of added lines. */
  public static final String BEGIN = "# bootarchive: begin";

  /** The comment behind added lines. */
  public static final String END = "# bootarchive: end";

  private static final String WAS = "# bootarchive: was '";
  private static final CharMatcher BLANKS = CharMatcher.anyOf(" \t\r");

  private Markers() {}

  /** What a line is to an edit. */
  public enum Kind {
    BEGIN,
    END,
    WAS,
    NONE
  }

  public static Kind kind(String line) {
    String text = BLANKS.trimFrom(line);
    if (text.equals(BEGIN)) {
      return Kind.BEGIN;
    }
    if (text.equals(END)) {
      return Kind.END;
    }
    return text.startsWith(WAS) ? Kind.WAS : Kind.NONE;
  }

  public static String was(String original) {
    return WAS + ByteString.ofLatin1(original) + "'";
  }

  /** Returns the line that a {@link Kind#WAS} marker holds, or null if it is damaged. */
  public static @Nullable String original(String line) {
    String text = BLANKS.trimFrom(line);
    if (text.length() <= WAS.length() || !text.endsWith("'")) {
      return null;
    }
    String escaped = text.substring(WAS.length(), text.length() - 1);
    ByteString original = ByteString.of(EscapedBytes.unescape(escaped.getBytes(ISO_8859_1)));
    return original.toString().equals(escaped) ? original.latin1() : null;
  }
}

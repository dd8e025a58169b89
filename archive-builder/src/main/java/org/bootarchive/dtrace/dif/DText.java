package org.bootarchive.dtrace.dif;

import java.util.Locale;

/** Bytes as D writes them. */
public final class DText {
  static final int MOST_CHARS = 200;

  private DText() {}

  /**
   * Returns a string in quotes, chars that are not printable ASCII as {@code \n}, {@code \t} or
   * {@code \xHH}; one of more than 200 chars is cut.
   */
  public static String quoted(String bytes) {
    boolean whole = bytes.length() <= MOST_CHARS;
    return whole ? quotedWhole(bytes) : quotedWhole(bytes.substring(0, MOST_CHARS)) + "...";
  }

  /** Returns a string in quotes that D reads as these bytes, however long it is. */
  public static String quotedWhole(String bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < bytes.length(); i++) {
      char c = bytes.charAt(i);
      switch (c) {
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> {
          // D reads as many hexadecimal digits as there are.
          boolean more = i + 1 < bytes.length() && isHexadecimal(bytes.charAt(i + 1));
          String escaped = printable(c);
          text.append(
              more && escaped.length() > 1
                  ? String.format(Locale.ROOT, "\\%03o", (int) c)
                  : escaped);
        }
      }
    }
    return text.append('"').toString();
  }

  private static boolean isHexadecimal(char c) {
    return c < 0x80 && Character.digit(c, 16) >= 0;
  }

  /** Returns bytes with those that are not printable ASCII as {@code \xHH}. */
  public static String plain(String bytes) {
    StringBuilder text = new StringBuilder();
    bytes.chars().forEach(c -> text.append(printable((char) c)));
    return text.toString();
  }

  private static String printable(char c) {
    return c >= ' ' && c <= '~'
        ? String.valueOf(c)
        : String.format(Locale.ROOT, "\\x%02x", (int) c);
  }
}

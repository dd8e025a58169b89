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
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < Math.min(bytes.length(), MOST_CHARS); i++) {
      char c = bytes.charAt(i);
      switch (c) {
        case '\n' -> text.append("\\n");
        case '\t' -> text.append("\\t");
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        default -> text.append(printable(c));
      }
    }
    return text.append(bytes.length() > MOST_CHARS ? "\"..." : "\"").toString();
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

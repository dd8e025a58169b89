package org.bootarchive.report.page;

import java.util.Locale;

/**
 * Text as HTML shows it: markup escaped, and what has no glyph of its own visible.
 *
 * <p>Control characters, format characters such as those that turn the direction of text, and lone
 * surrogates are shown as {@code \}{@code u{202e}}; a name cannot be made to look like another.
 */
final class ShownText {
  private ShownText() {}

  static String escape(String text) {
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(codePoint -> append(codePoint, shown));
    return shown.toString();
  }

  private static void append(int codePoint, StringBuilder shown) {
    switch (codePoint) {
      case '&' -> shown.append("&amp;");
      case '<' -> shown.append("&lt;");
      case '>' -> shown.append("&gt;");
      case '"' -> shown.append("&quot;");
      case '\'' -> shown.append("&#39;");
      case '\n', '\t' -> shown.append((char) codePoint);
      default -> {
        if (isHidden(codePoint)) {
          shown.append(String.format(Locale.ROOT, "\\u{%x}", codePoint));
        } else {
          shown.appendCodePoint(codePoint);
        }
      }
    }
  }

  private static boolean isHidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }
}

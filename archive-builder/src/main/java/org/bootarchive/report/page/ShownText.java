package org.bootarchive.report.page;

import com.google.common.html.HtmlEscapers;
import java.util.Locale;
import org.bootarchive.ufs.internal.text.TerminalText;

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
    text.codePoints()
        .forEach(
            character -> {
              if (isHidden(character)) {
                shown.append(String.format(Locale.ROOT, "\\u{%x}", character));
              } else {
                shown.appendCodePoint(character);
              }
            });
    return HtmlEscapers.htmlEscaper().escape(shown.toString());
  }

  private static boolean isHidden(int character) {
    return character != '\n' && character != '\t' && TerminalText.isObeyed(character);
  }
}

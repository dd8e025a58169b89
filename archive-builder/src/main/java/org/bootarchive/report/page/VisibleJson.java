package org.bootarchive.report.page;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import org.bootarchive.ufs.internal.text.TerminalText;

/**
 * JSON on its way to where it may be shown: what a terminal obeys, and what HTML is made of, is
 * escaped, which changes no value. Both stand in JSON's strings alone. In a script element no
 * character of it ends the element or starts a comment.
 */
public final class VisibleJson extends FilterWriter {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

  /** Makes one that writes to another writer, and closes it. */
  public VisibleJson(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    if (isEscaped((char) character)) {
      escape((char) character);
    } else {
      out.write(character);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    int written = offset;
    for (int at = offset; at < offset + length; at++) {
      if (isEscaped(text.charAt(at))) {
        out.write(text, written, at - written);
        escape(text.charAt(at));
        written = at + 1;
      }
    }
    out.write(text, written, offset + length - written);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    int written = offset;
    for (int at = offset; at < offset + length; at++) {
      if (isEscaped(text[at])) {
        out.write(text, written, at - written);
        escape(text[at]);
        written = at + 1;
      }
    }
    out.write(text, written, offset + length - written);
  }

  private void escape(char c) throws IOException {
    out.write("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.write(DIGITS[c >> shift & 0xf]);
    }
  }

  /** Tells of a char that it has to be escaped; characters beyond U+FFFF always are. */
  public static boolean isEscaped(char c) {
    if (c < 0x7f) {
      return c == '<' || c == '>' || c == '&';
    }
    return Character.isSurrogate(c) || TerminalText.isObeyed(c);
  }
}

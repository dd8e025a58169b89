package org.bootarchive.report.page;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * JSON for a script element: no character of it can end the element or start a comment.
 *
 * <p>{@code <}, {@code >}, {@code &}, U+2028 and U+2029 only stand in JSON's strings, where each
 * has an escape that means the same.
 */
final class JsonInHtml extends FilterWriter {
  JsonInHtml(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    String escape = escape((char) character);
    if (escape == null) {
      out.write(character);
    } else {
      out.write(escape);
    }
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    int written = offset;
    for (int at = offset; at < offset + length; at++) {
      String escape = escape(text[at]);
      if (escape != null) {
        out.write(text, written, at - written);
        out.write(escape);
        written = at + 1;
      }
    }
    out.write(text, written, offset + length - written);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    int written = offset;
    for (int at = offset; at < offset + length; at++) {
      String escape = escape(text.charAt(at));
      if (escape != null) {
        out.write(text, written, at - written);
        out.write(escape);
        written = at + 1;
      }
    }
    out.write(text, written, offset + length - written);
  }

  private static @org.jspecify.annotations.Nullable String escape(char character) {
    return switch (character) {
      case '<' -> "\\u003c";
      case '>' -> "\\u003e";
      case '&' -> "\\u0026";
      case '\u2028' -> "\\u2028";
      case '\u2029' -> "\\u2029";
      default -> null;
    };
  }
}

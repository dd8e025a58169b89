package org.bootarchive.ufs.internal.path;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.HexFormat;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;

/** Names as text: UTF-8, with {@code \xHH} for what is none or would be read as something else. */
public final class NameText {
  private NameText() {}

  /** Returns the text of a name, from which {@link #parse} makes the name again. */
  public static String of(FileName name) {
    byte[] bytes = name.toBytes();
    StringBuilder text = new StringBuilder(bytes.length);
    int plain = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0 || bytes[i] == '/' || startsEscape(bytes, i)) {
        decode(bytes, plain, i, text);
        escape(bytes[i], text);
        plain = i + 1;
      }
    }
    decode(bytes, plain, bytes.length, text);
    return text.toString();
  }

  private static boolean startsEscape(byte[] bytes, int at) {
    return bytes[at] == '\\'
        && at + 3 < bytes.length
        && bytes[at + 1] == 'x'
        && HexFormat.isHexDigit(bytes[at + 2])
        && HexFormat.isHexDigit(bytes[at + 3]);
  }

  private static void decode(byte[] bytes, int from, int to, StringBuilder text) {
    if (isAscii(bytes, from, to)) {
      text.append(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
      return;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer source = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer chars = CharBuffer.allocate(to - from);
    while (source.hasRemaining()) {
      CoderResult result = decoder.decode(source, chars.clear(), true);
      text.append(chars.flip());
      if (result.isError()) {
        for (int i = 0; i < result.length(); i++) {
          escape(source.get(), text);
        }
      }
    }
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static void escape(byte value, StringBuilder text) {
    text.append("\\x").append(HexFormat.of().toHexDigits(value));
  }

  /** Returns the name that a text without slashes stands for. */
  public static FileName parse(String text) {
    return text.indexOf('\\') < 0 ? FileName.of(text) : FileName.of(EscapedBytes.unescape(text));
  }

  /**
   * Checks that a text has bytes.
   *
   * @throws InvalidPathException if it holds a zero, or half of a surrogate pair
   */
  public static void check(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        throw new InvalidPathException(text, "nul character not allowed", i);
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new InvalidPathException(text, "half of a surrogate pair", i);
      }
    }
  }
}

package org.bootarchive.ufs.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Bytes as a text that people can read and type: printable ASCII stands for itself, every other
 * byte and the backslash as {@code \xHH}.
 */
public final class EscapedBytes {
  private EscapedBytes() {}

  /** Returns the text of some bytes. */
  public static String escape(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length);
    for (byte b : bytes) {
      if (b >= 0x20 && b < 0x7f && b != '\\') {
        text.append((char) b);
      } else {
        text.append("\\x").append(HexFormat.of().toHexDigits(b));
      }
    }
    return text.toString();
  }

  /**
   * Returns the bytes of a text: {@code \xHH}, in either case, as that byte, all else as UTF-8. A
   * backslash that starts no such escape stands for itself.
   */
  public static byte[] unescape(String text) {
    return unescape(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the bytes of a text that is bytes itself, with {@code \xHH} as that byte. */
  public static byte[] unescape(byte[] text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length);
    int i = 0;
    while (i < text.length) {
      if (isEscape(text, i)) {
        bytes.write(HexFormat.fromHexDigit(text[i + 2]) << 4 | HexFormat.fromHexDigit(text[i + 3]));
        i += 4;
      } else {
        bytes.write(text[i]);
        i++;
      }
    }
    return bytes.toByteArray();
  }

  /** Returns whether a {@code \xHH} of four bytes starts at a position of a text. */
  public static boolean isEscape(byte[] text, int at) {
    return text[at] == '\\'
        && at + 4 <= text.length
        && text[at + 1] == 'x'
        && HexFormat.isHexDigit(text[at + 2])
        && HexFormat.isHexDigit(text[at + 3]);
  }
}

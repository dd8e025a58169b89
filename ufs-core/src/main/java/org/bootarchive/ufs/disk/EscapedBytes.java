package org.bootarchive.ufs.disk;

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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int plain = 0;
    int at = text.indexOf("\\x");
    while (at >= 0) {
      if (at + 4 <= text.length()
          && HexFormat.isHexDigit(text.charAt(at + 2))
          && HexFormat.isHexDigit(text.charAt(at + 3))) {
        bytes.writeBytes(text.substring(plain, at).getBytes(StandardCharsets.UTF_8));
        bytes.write(HexFormat.fromHexDigits(text, at + 2, at + 4));
        plain = at + 4;
        at = text.indexOf("\\x", plain);
      } else {
        at = text.indexOf("\\x", at + 2);
      }
    }
    bytes.writeBytes(text.substring(plain).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}

package org.bootarchive.boot;

import java.nio.charset.StandardCharsets;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.EscapedBytes;

/** Byte strings in messages. */
final class Shown {
  private static final int LIMIT = 200;

  private Shown() {}

  /** Returns a name with what is not printable as {@code \xHH}, cut if it is very long. */
  static String name(String bytes) {
    String start = bytes.length() > LIMIT ? bytes.substring(0, LIMIT) : bytes;
    String escaped = EscapedBytes.escape(start.getBytes(StandardCharsets.ISO_8859_1));
    return start.isEmpty() || start.indexOf(' ') >= 0 || bytes.length() > LIMIT
        ? "'" + escaped + (bytes.length() > LIMIT ? "...'" : "'")
        : escaped;
  }

  /** Returns a name with what is not printable as {@code \xHH}, cut if it is very long. */
  static String name(ByteString bytes) {
    return bytes.shown();
  }

  /** Returns a sentence of the kernel's with what is not printable as {@code \xHH}. */
  static String text(ByteString bytes) {
    return bytes.brief(LIMIT);
  }

  /** Returns a sentence of the kernel's with what is not printable as {@code \xHH}. */
  static String text(String bytes) {
    String start = bytes.length() > LIMIT ? bytes.substring(0, LIMIT) + "..." : bytes;
    return EscapedBytes.escape(start.getBytes(StandardCharsets.ISO_8859_1));
  }
}

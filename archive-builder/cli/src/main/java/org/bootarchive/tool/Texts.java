package org.bootarchive.tool;

import java.nio.charset.StandardCharsets;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.EscapedBytes;

/** Texts from images and configurations as they can be shown on a terminal. */
final class Texts {
  private Texts() {}

  /** Returns a text whose chars stand for bytes with all that is not printable as \\xHH. */
  static String printable(String bytes) {
    return EscapedBytes.escape(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns a name for a sentence: printable, and in quotes where it would not be seen. */
  static String name(String bytes) {
    return bytes.isEmpty() || bytes.contains(" ") ? "'" + printable(bytes) + "'" : printable(bytes);
  }

  /** Returns a text with all that is not printable as \\xHH. */
  static String printable(ByteString bytes) {
    return bytes.toString();
  }

  /** Returns a name for a sentence: printable, and in quotes where it would not be seen. */
  static String name(ByteString bytes) {
    return bytes.isEmpty() || bytes.contains(' ') ? "'" + bytes + "'" : bytes.toString();
  }

  /** Returns a message, whose names are printable already, with nothing that ends a line. */
  static String line(String message) {
    return message.replaceAll("\\p{Cntrl}", "?");
  }
}

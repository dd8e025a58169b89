package org.bootarchive.tool;

import java.nio.charset.StandardCharsets;
import org.bootarchive.ufs.disk.EscapedBytes;

/** Texts from images and configurations as they can be shown on a terminal. */
final class Texts {
  private Texts() {}

  /** Returns a text whose chars stand for bytes with all that is not printable as \\xHH. */
  static String printable(String bytes) {
    return EscapedBytes.escape(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}

package org.bootarchive.boot.config.grub2;

import org.bootarchive.ufs.text.ByteString;

/** Bytes as chars in messages for people. */
final class Shown {
  private static final int LIMIT = 120;

  private Shown() {}

  /** Returns a text cut behind 120 bytes, what is not printable ASCII as {@code \xHH}. */
  static String brief(String bytes) {
    return ByteString.ofLatin1(bytes).brief(LIMIT);
  }
}

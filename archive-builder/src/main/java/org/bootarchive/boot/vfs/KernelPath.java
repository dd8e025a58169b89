package org.bootarchive.boot.vfs;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bootarchive.ufs.text.EscapedBytes;

/** Strings as the kernel takes them. */
final class KernelPath {
  /** Bytes that a path has room in, its NUL included ({@code MAXPATHLEN}). */
  static final int MAX_BYTES = 1024;

  private KernelPath() {}

  /**
   * Returns what a C function sees of a text: all before the first NUL.
   *
   * @throws IllegalArgumentException if a char stands for no byte
   */
  static String of(String text) {
    int end = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c > 0xff) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "U+%04x at %d of a path stands for no byte", (int) c, i));
      }
      if (c == 0 && i < end) {
        end = i;
      }
    }
    return text.substring(0, end);
  }

  /** Returns a text for people: in quotes, what is not printable as {@code \xHH}. */
  static String quote(String text) {
    return '"' + EscapedBytes.escape(text.getBytes(StandardCharsets.ISO_8859_1)) + '"';
  }
}

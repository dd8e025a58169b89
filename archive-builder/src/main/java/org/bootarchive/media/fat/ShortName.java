package org.bootarchive.media.fat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.bootarchive.media.fat.FatLayout.Entry;

/** Names of eight and three bytes: upper case, filled up with spaces. */
final class ShortName {
  static final int BYTES = Entry.NAME_BYTES + Entry.EXTENSION_BYTES;

  /** What the bytes from 0x80 on are in code page 437, which has them on a PC. */
  private static final String HIGH =
      "\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef"
          + "\u00ee\u00ec\u00c4\u00c5\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9"
          + "\u00ff\u00d6\u00dc\u00a2\u00a3\u00a5\u20a7\u0192\u00e1\u00ed\u00f3\u00fa"
          + "\u00f1\u00d1\u00aa\u00ba\u00bf\u2310\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb"
          + "\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557"
          + "\u255d\u255c\u255b\u2510\u2514\u2534\u252c\u251c\u2500\u253c\u255e\u255f"
          + "\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567\u2568\u2564\u2565\u2559"
          + "\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580"
          + "\u03b1\u00df\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4"
          + "\u221e\u03c6\u03b5\u2229\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248"
          + "\u00b0\u2219\u00b7\u221a\u207f\u00b2\u25a0\u00a0";

  private ShortName() {}

  /** Returns the text of a name, in which no dot ends it. */
  static String text(byte[] name) {
    StringBuilder text = new StringBuilder(BYTES + 1);
    append(name, 0, Entry.NAME_BYTES, text);
    int dot = text.length();
    text.append('.');
    append(name, Entry.NAME_BYTES, BYTES, text);
    if (text.length() == dot + 1) {
      text.setLength(dot);
    }
    return text.toString();
  }

  private static void append(byte[] name, int from, int to, StringBuilder text) {
    int end = to;
    while (end > from && name[end - 1] == ' ') {
      end--;
    }
    for (int i = from; i < end; i++) {
      byte b = i == 0 && name[0] == Entry.ESCAPED_E5 ? Entry.DELETED : name[i];
      text.append(b >= 0 ? (char) b : HIGH.charAt(b & 0x7f));
    }
  }

  /** Returns a volume label, which has no dot, without the spaces at its end. */
  static String labelText(byte[] label) {
    StringBuilder text = new StringBuilder(BYTES);
    append(label, 0, BYTES, text);
    return text.toString();
  }

  /** Returns the sum of a short name that each of its long entries holds. */
  static int checksum(byte[] name) {
    int sum = 0;
    for (int i = 0; i < BYTES; i++) {
      sum = (((sum & 1) << 7) + (sum >>> 1) + name[i]) & 0xff;
    }
    return sum;
  }

  /** Returns the short name of a base and an extension that are ASCII and short enough. */
  static byte[] of(String base, String extension) {
    byte[] name = new byte[BYTES];
    Arrays.fill(name, (byte) ' ');
    byte[] first = base.getBytes(US_ASCII);
    byte[] last = extension.getBytes(US_ASCII);
    System.arraycopy(first, 0, name, 0, first.length);
    System.arraycopy(last, 0, name, Entry.NAME_BYTES, last.length);
    return name;
  }

  /** Returns whether pcfs has a character in short names ({@code pc_validchar}). */
  static boolean isValid(char c) {
    return c >= ' ' && c < 0x80 && !(c >= 'a' && c <= 'z') && "\"*+,./:;<=>?[|]\\".indexOf(c) < 0;
  }
}

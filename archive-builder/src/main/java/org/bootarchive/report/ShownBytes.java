package org.bootarchive.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.bootarchive.ufs.internal.text.TerminalText;
import org.bootarchive.ufs.text.EscapedBytes;

/**
 * Names and contents as a report shows them: UTF-8 as the characters that it is, and bytes that are
 * none, or in names are obeyed and not shown, as {@code \xHH}.
 */
final class ShownBytes {
  /** Of a hundred bytes of a text so many may be no UTF-8: words in another encoding. */
  private static final int MOST_MALFORMED_PERCENT = 10;

  private ShownBytes() {}

  /** Returns a name; a backslash is {@code \x5c}, so that it looks like no other name. */
  static String name(byte[] name) {
    if (isPlain(name)) {
      return new String(name, StandardCharsets.US_ASCII);
    }
    StringBuilder shown = new StringBuilder(name.length + 16);
    for (int i = 0; i < name.length; ) {
      int count = sequence(name, i);
      String text = new String(name, i, count, StandardCharsets.UTF_8);
      if (count == 0) {
        appendHex(shown, name[i]);
        i++;
        continue;
      }
      if (name[i] == '\\' || TerminalText.isObeyed(text.codePointAt(0))) {
        for (int k = 0; k < count; k++) {
          appendHex(shown, name[i + k]);
        }
      } else {
        shown.append(text);
      }
      i += count;
    }
    return shown.toString();
  }

  /** Returns a name or a path of which bytes beyond printable ASCII are {@code \xHH}. */
  static String nameOfEscaped(String escaped) {
    return name(EscapedBytes.unescape(escaped));
  }

  /** Returns a name or a text whose chars stand for bytes. */
  static String nameOfLatin1(String chars) {
    return name(chars.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static boolean isPlain(byte[] name) {
    for (byte b : name) {
      if (b < 0x20 || b == 0x7f || b == '\\') {
        return false;
      }
    }
    return true;
  }

  /** Returns what a file holds if that is text; empty if it has controls that no text has. */
  static Optional<String> text(byte[] content) {
    for (byte b : content) {
      if (b >= 0 && b < 0x20 && !isControlOfText(b)) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      return mostlyText(content);
    }
  }

  private static Optional<String> mostlyText(byte[] content) {
    StringBuilder shown = new StringBuilder(content.length + 16);
    long malformed = 0;
    for (int i = 0; i < content.length; ) {
      int count = sequence(content, i);
      if (count == 0) {
        appendHex(shown, content[i]);
        malformed++;
        i++;
      } else {
        shown.append(new String(content, i, count, StandardCharsets.UTF_8));
        i += count;
      }
    }
    return malformed * 100 > (long) content.length * MOST_MALFORMED_PERCENT
        ? Optional.empty()
        : Optional.of(shown.toString());
  }

  private static boolean isControlOfText(byte b) {
    return b == '\n' || b == '\t' || b == '\r' || b == '\f' || b == '\b' || b == 0x1b;
  }

  /** Returns how many bytes a character has that is well-formed UTF-8 at a place; 0 if none is. */
  private static int sequence(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    if (first < 0x80) {
      return 1;
    }
    int count = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (count == 0 || at + count > bytes.length) {
      return 0;
    }
    int second = bytes[at + 1] & 0xff;
    // Table 3-7 of the Unicode Standard: no longer form than needed, no surrogate, no more than
    // U+10FFFF.
    int low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < count; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return count;
  }

  private static void appendHex(StringBuilder shown, byte b) {
    shown.append("\\x").append(HexFormat.of().toHexDigits(b));
  }
}

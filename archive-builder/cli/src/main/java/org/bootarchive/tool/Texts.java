package org.bootarchive.tool;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.bootarchive.ufs.internal.text.TerminalText;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.EscapedBytes;

/** Texts from images and configurations as they can be shown on a terminal. */
final class Texts {
  private static final boolean WINDOWS = System.lineSeparator().equals("\r\n");

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

  /**
   * Returns a text as it can be shown on a terminal: controls, marks of direction and what is no
   * character as {@code \\xHH}, the bytes that they are in UTF-8. Lines and columns stay.
   */
  static String shown(String text) {
    return escaped(text, "\n\t");
  }

  /** Returns a text as {@link #shown} does, on one line. */
  static String shownLine(String text) {
    return escaped(text, "");
  }

  private static String escaped(String text, String kept) {
    if (isPrintableAscii(text)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      boolean endOfLine = !kept.isEmpty() && text.startsWith("\r\n", i) && WINDOWS;
      if (kept.indexOf(c) >= 0 || endOfLine || !TerminalText.isObeyed(c)) {
        shown.appendCodePoint(c);
      } else {
        byte[] bytes =
            Character.getType(c) == Character.SURROGATE
                ? new byte[] {(byte) c}
                : Character.toString(c).getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
          shown.append("\\x").append(HexFormat.of().toHexDigits(b));
        }
      }
    }
    return shown.toString();
  }

  private static boolean isPrintableAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns a time as {@link java.time.Instant#toString} does, whose formatter takes longer to set
   * up than most images to open.
   *
   * @param seconds since 1970
   */
  static String time(long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    String ofDay = time.toLocalTime().toString();
    return time.toLocalDate() + "T" + ofDay + (time.getSecond() == 0 ? ":00Z" : "Z");
  }

  /** Returns a message, whose names are printable already, with nothing that ends a line. */
  static String line(String message) {
    return message.replaceAll("\\p{Cntrl}", "?");
  }
}

package org.bootarchive.dtrace.lang;

import java.math.BigInteger;
import java.util.Locale;

/** Strings and numbers as C writes them. */
public final class CText {
  private static final BigInteger TOO_LARGE = BigInteger.ONE.shiftLeft(Long.SIZE);

  private CText() {}

  /**
   * A number at the begin of a string.
   *
   * @param value unsigned 64 bit; the largest if it overflows
   * @param length how many chars were read, 0 if there is no number
   * @param overflow whether it is larger than 64 bits
   */
  public record Constant(long value, int length, boolean overflow) {}

  /** Reads a number as {@code strtoull} does with base 0: decimal, octal or hexadecimal. */
  public static Constant number(String text) {
    int at = 0;
    while (at < text.length() && " \t\n\u000b\f\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    boolean negative = false;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      negative = text.charAt(at) == '-';
      at++;
    }
    int radix = 10;
    if (at < text.length() && text.charAt(at) == '0') {
      boolean hex =
          at + 2 < text.length()
              && (text.charAt(at + 1) == 'x' || text.charAt(at + 1) == 'X')
              && digit(text.charAt(at + 2), 16) >= 0;
      radix = hex ? 16 : 8;
      at += hex ? 2 : 0;
    }
    int from = at;
    while (at < text.length() && digit(text.charAt(at), radix) >= 0) {
      at++;
    }
    if (at == from) {
      return new Constant(0, 0, false);
    }
    // Digits enough to tell an overflow; more are not worked on.
    String digits = text.substring(from, at).replaceFirst("^0+(?=.)", "");
    BigInteger value = digits.length() > Long.SIZE ? TOO_LARGE : new BigInteger(digits, radix);
    if (value.compareTo(TOO_LARGE) >= 0) {
      return new Constant(-1, at, true);
    }
    return new Constant(negative ? -value.longValue() : value.longValue(), at, false);
  }

  private static int digit(char c, int radix) {
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }

  /** Replaces escapes such as {@code \n} and {@code \x41}: {@code stresc2chr}. */
  public static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      if (at == text.length()) {
        break;
      }
      c = text.charAt(at++);
      switch (c) {
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int value = c - '0';
          for (int i = 0; i < 2 && at < text.length() && isOctal(text.charAt(at)); i++) {
            value = value * 8 + text.charAt(at++) - '0';
          }
          out.append((char) (value & 0xff));
        }
        case 'a' -> out.append('\u0007');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'v' -> out.append('\u000b');
        case 'x' -> {
          int value = 0;
          while (at < text.length() && digit(text.charAt(at), 16) >= 0) {
            value = value * 16 + digit(text.charAt(at++), 16);
          }
          out.append((char) (value & 0xff));
        }
        case '"', '\\' -> out.append(c);
        default -> out.append('\\').append(c);
      }
    }
    return out.toString();
  }

  private static boolean isOctal(char c) {
    return c >= '0' && c <= '7';
  }

  /** Returns the string up to its first NUL. */
  public static String untilNul(String text) {
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }

  /** Writes what is not printable as escapes: {@code strchr2esc}. */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\0' -> out.append("\\0");
        case '\u0007' -> out.append("\\a");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\u000b' -> out.append("\\v");
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c >= ' ' && c <= '~') {
            out.append(c);
          } else {
            out.append('\\').append(String.format(Locale.ROOT, "%03o", c & 0xff));
          }
        }
      }
    }
    return out.toString();
  }
}

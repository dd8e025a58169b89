package org.bootarchive.boot.config.grub2;

import com.google.common.base.CharMatcher;

/** Numbers as {@code grub_strtoull} reads them. */
final class Numbers {
  private static final CharMatcher SPACE = CharMatcher.anyOf("\n\r\t\u000b\f ");

  private Numbers() {}

  /**
   * What was read.
   *
   * @param value 64 bits, unsigned; 0 if there is no digit
   * @param end behind the last digit
   * @param state whether it is a number
   */
  record Parsed(long value, int end, State state) {}

  /** Whether a text begins with a number. */
  enum State {
    NUMBER,
    NO_DIGIT,
    OVERFLOW
  }

  /** Reads the number that a text begins with: decimal, octal behind 0, hexadecimal behind 0x. */
  static Parsed parse(String text) {
    int at = 0;
    while (at < text.length() && SPACE.matches(text.charAt(at))) {
      at++;
    }
    int radix = 10;
    if (text.startsWith("0x", at)) {
      radix = 16;
      at += 2;
    } else if (text.startsWith("0", at)
        && at + 1 < text.length()
        && text.charAt(at + 1) >= '0'
        && text.charAt(at + 1) <= '7') {
      radix = 8;
    }
    long value = 0;
    int start = at;
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), radix) : -1;
      if (digit < 0) {
        break;
      }
      if (Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, radix)) > 0) {
        return new Parsed(-1L, at, State.OVERFLOW);
      }
      value = value * radix + digit;
    }
    return new Parsed(value, at, at == start ? State.NO_DIGIT : State.NUMBER);
  }
}

package org.bootarchive.hash;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalInt;

/**
 * Hexadecimal as dboot reads it: every byte from '0' to 0x7f is a digit of some value.
 *
 * <p>Source: {@code dboot_a2h} and {@code digest_a2h} of {@code uts/i86pc/dboot/dboot_startkern.c}.
 */
final class KernelHex {
  private KernelHex() {}

  /** Returns where the first character stands that dboot panics at, if there is one. */
  static OptionalInt indexOfBad(String digits) {
    for (int i = 0; i < digits.length(); i++) {
      if (isBad(digits.charAt(i))) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** Returns the bytes that the digits stand for; there must be no bad one, and an even number. */
  static byte[] decode(String digits) {
    checkArgument(digits.length() % 2 == 0, "an odd number of digits: %s", digits.length());
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      // Values above 15 spill: out of the byte above, into the upper half below.
      int high = value(digits.charAt(2 * i)) << 4;
      bytes[i] = (byte) (high | value(digits.charAt(2 * i + 1)));
    }
    return bytes;
  }

  private static boolean isBad(char c) {
    // char is signed on x86: bytes from 0x80 on are below '0' too.
    return c < '0' || c >= 0x80;
  }

  private static int value(char c) {
    checkArgument(!isBad(c), "not a digit: %s", (int) c);
    if (c >= 'a') {
      return c - 'a' + 10;
    }
    return c >= 'A' ? c - 'A' + 10 : c - '0';
  }
}

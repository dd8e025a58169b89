package org.bootarchive.dtrace.conf;

/**
 * A number as {@code kobj_getvalue} of modsysfile.c reads it: decimal, hexadecimal behind {@code
 * 0x}, octal behind {@code 0}, with a minus or a tilde in front, in 64 bits that overflow silently.
 *
 * @param value the number
 * @param valid false if a digit is none of the radix, in which case the kernel stores nothing
 */
record KernelNumber(long value, boolean valid) {
  private static final KernelNumber INVALID = new KernelNumber(0, false);
  private static final int CACHED = 256;
  private static final KernelNumber[] CACHE = cache();

  private static KernelNumber[] cache() {
    KernelNumber[] numbers = new KernelNumber[CACHED];
    for (int i = 0; i < CACHED; i++) {
      numbers[i] = new KernelNumber(i, true);
    }
    return numbers;
  }

  /** Reads a token: an optional sign, and digits in the form that the lexer takes. */
  static KernelNumber parse(byte[] token, int length) {
    int sign = token[0] == '-' || token[0] == '~' ? token[0] : 0;
    int at = sign == 0 ? 0 : 1;
    int radix = 10;
    if (token[at] == '0' && at + 1 < length) {
      radix = token[at + 1] == 'x' ? 16 : 8;
      at += radix == 16 ? 2 : 1;
    }
    long value = 0;
    for (; at < length; at++) {
      int digit = Character.digit(token[at], radix);
      if (digit < 0) {
        return INVALID;
      }
      value = value * radix + digit;
    }
    if (sign != 0) {
      value = sign == '~' ? ~value : -value;
    }
    return value >= 0 && value < CACHED ? CACHE[(int) value] : new KernelNumber(value, true);
  }
}

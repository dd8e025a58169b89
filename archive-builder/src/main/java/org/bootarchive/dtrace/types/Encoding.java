package org.bootarchive.dtrace.types;

/**
 * How an integer or a floating-point number is encoded: {@code ctf_encoding_t}.
 *
 * @param format of an integer: 1 signed, 2 a character, 4 a truth value, 8 variable arguments; of a
 *     floating-point number its kind
 * @param offset in bits
 * @param bits its size
 */
public record Encoding(int format, int offset, int bits) {
  /** {@code CTF_INT_SIGNED}. */
  static final int SIGNED = 1;

  /** {@code CTF_INT_CHAR}. */
  static final int CHARACTER = 2;

  static Encoding decode(int data) {
    return new Encoding(data >>> 24, data >>> 16 & 0xff, data & 0xffff);
  }

  /** Returns whether an integer is signed. */
  public boolean signed() {
    return (format & SIGNED) != 0;
  }

  /** Returns whether this is {@code void}, an integer without a bit: {@code IS_VOID}. */
  public boolean isVoid() {
    return offset == 0 && bits == 0;
  }

  /** Returns whether an integer is a signed character of one byte: {@code IS_CHAR}. */
  public boolean isChar() {
    return (format & (CHARACTER | SIGNED)) == (CHARACTER | SIGNED) && bits == Byte.SIZE;
  }

  /** Returns whether a floating-point number is a float, a double or a long double. */
  public boolean isRealNumber() {
    return format == 1 || format == 2 || format == 6;
  }

  /** Returns whether an integer is no 8, 16, 32 or 64 bits wide, as members of a struct can be. */
  public boolean isBitField() {
    int bytes = bits / Byte.SIZE;
    return bytes > Long.BYTES || bits % Byte.SIZE != 0 || (bytes & (bytes - 1)) != 0;
  }
}

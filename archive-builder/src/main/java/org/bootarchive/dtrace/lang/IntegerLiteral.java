package org.bootarchive.dtrace.lang;

/**
 * An integer as it is written.
 *
 * @param value unsigned 64 bit
 * @param sign {@code +}, {@code -} or nothing; only where a macro argument stands for it
 * @param suffix letters such as {@code UL}, at most 3
 * @param decimal whether it does not begin with 0
 */
public record IntegerLiteral(long value, String sign, String suffix, boolean decimal) {
  /** Nothing. */
  static final IntegerLiteral ZERO = decimal(0);

  /** Returns one that is written in decimal digits alone. */
  public static IntegerLiteral decimal(long value) {
    return new IntegerLiteral(value, "", "", true);
  }

  /** Returns this with another value. */
  public IntegerLiteral with(long newValue) {
    return new IntegerLiteral(newValue, sign, suffix, decimal);
  }
}

package org.bootarchive.ufs.internal.format;

/**
 * The numbers of {@code srand48} and {@code lrand48}: the upper 31 of 48 bits of the linear
 * congruential generator x -> 0x5DEECE66D x + 11, from seed * 65536 + 0x330E on.
 */
final class Lrand48 {
  private static final long MULTIPLIER = 0x5DEECE66DL;
  private static final long INCREMENT = 0xB;
  private static final long START = 0x330E;
  private static final long MASK = (1L << 48) - 1;

  private long state;

  Lrand48(int seed) {
    state = ((seed & 0xffffffffL) << 16) + START;
  }

  /** Returns the next number, from 0 to 2^31 - 1. */
  int next() {
    state = state * MULTIPLIER + INCREMENT & MASK;
    return (int) (state >>> 17);
  }

  /** Passes over some numbers, in time that grows with the logarithm of {@code count}. */
  void skip(long count) {
    long multiplier = MULTIPLIER;
    long increment = INCREMENT;
    for (long left = count; left != 0; left >>>= 1) {
      if ((left & 1) != 0) {
        state = state * multiplier + increment & MASK;
      }
      increment = increment * (multiplier + 1) & MASK;
      multiplier = multiplier * multiplier & MASK;
    }
  }
}

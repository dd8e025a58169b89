package org.bootarchive.ufs.check;

import com.google.common.primitives.Ints;

/**
 * One bit a fragment. A run of fragments within a block never crosses a byte, because a block has
 * at most 8 fragments and starts at a multiple of their number.
 */
final class FragmentMap {
  private final byte[] bits;

  /** Makes a map of {@code fragments} clear bits, and of those up to the end of the last byte. */
  FragmentMap(long fragments) {
    this.bits = new byte[Ints.checkedCast((fragments + 7) / 8)];
  }

  /** Sets the bits of a run within a block, and returns those that were set before. */
  int claim(long fragment, int count) {
    int index = (int) (fragment >>> 3);
    int shift = (int) fragment & 7;
    int mask = ((1 << count) - 1) << shift;
    int before = bits[index];
    bits[index] = (byte) (before | mask);
    return (before & mask) >>> shift;
  }

  /** Sets the bits of {@code [from, to)}, wherever that crosses. */
  void set(long from, long to) {
    for (long fragment = from; fragment < to; fragment++) {
      bits[(int) (fragment >>> 3)] |= (byte) (1 << (fragment & 7));
    }
  }

  /** Sets all bits that another map of as many fragments has. */
  void setAll(FragmentMap other) {
    for (int i = 0; i < bits.length; i++) {
      bits[i] |= other.bits[i];
    }
  }

  /** Returns the bits of a run within a block, the first one lowest. */
  int get(long fragment, int count) {
    return (bits[(int) (fragment >>> 3)] >>> (fragment & 7)) & ((1 << count) - 1);
  }
}

package org.bootarchive.ufs.check;

import java.util.Arrays;

/**
 * Remembers the names of one directory by 64 bits each, to notice names that occur twice.
 *
 * <p>Two different names are taken for one once in 2^64; what follows is a warning, no verdict.
 */
final class NameHashes {
  /** Directories with more names are not searched for names that occur twice. */
  private static final int MOST_NAMES = 1 << 20;

  private static final int FIRST_SLOTS = 64;
  private static final long PRIME = 0x9e3779b97f4a7c15L;

  private long[] slots = new long[FIRST_SLOTS];
  private int size;

  void clear() {
    if (slots.length > FIRST_SLOTS) {
      slots = new long[FIRST_SLOTS];
    } else {
      Arrays.fill(slots, 0);
    }
    size = 0;
  }

  /** Adds a name, and returns whether it was not there before. */
  boolean add(byte[] bytes, int from, int length) {
    if (size >= MOST_NAMES) {
      return true;
    }
    long hash = length;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * PRIME;
      hash ^= hash >>> 29;
    }
    if (hash == 0) {
      hash = PRIME;
    }
    if (!insert(slots, hash)) {
      return false;
    }
    if (++size * 2 > slots.length) {
      long[] larger = new long[slots.length * 2];
      for (long old : slots) {
        if (old != 0) {
          insert(larger, old);
        }
      }
      slots = larger;
    }
    return true;
  }

  private static boolean insert(long[] table, long hash) {
    int slot = (int) (hash >>> 32) & (table.length - 1);
    while (table[slot] != 0) {
      if (table[slot] == hash) {
        return false;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    table[slot] = hash;
    return true;
  }
}

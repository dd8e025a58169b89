package org.bootarchive.boot.vfs;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The number of each of many names, in little memory: 12 bytes a slot, of which at least a third is
 * free, and none for the names.
 *
 * <p>A name is known by a hash of 61 bits, a polynomial over the prime field of that size whose
 * argument is drawn anew in each process: two of a million names have the same one less often than
 * once in ten thousand processes, whoever chose them. Who must be sure looks at the name that the
 * number leads to.
 */
final class NameTable {
  /** What {@link #find} returns for a name that is not there. */
  static final long NONE = -1;

  private static final int FIRST_SLOTS = 16;
  private static final int PRIME_BITS = 61;
  private static final long PRIME = (1L << PRIME_BITS) - 1;
  private static final long ARGUMENT = ThreadLocalRandom.current().nextLong(1L << 60, PRIME);

  /** Hashes; 0 is a free slot. */
  private long[] hashes = new long[FIRST_SLOTS];

  private int[] numbers = new int[FIRST_SLOTS];
  private int size;

  /** Notes a name's number, of 32 bits without a sign; returns false if the name has one. */
  boolean putIfAbsent(String name, int number) {
    long hash = hash(name);
    int slot = slot(hash);
    if (hashes[slot] != 0) {
      return false;
    }
    hashes[slot] = hash;
    numbers[slot] = number;
    size++;
    if (3L * size >= 2L * hashes.length) {
      grow();
    }
    return true;
  }

  /** Returns a name's number, from 0 to 2<sup>32</sup> - 1, or {@link #NONE}. */
  long find(String name) {
    int slot = slot(hash(name));
    return hashes[slot] == 0 ? NONE : numbers[slot] & 0xffffffffL;
  }

  /** Returns how many names there are. */
  int size() {
    return size;
  }

  /** Returns the bytes that the slots take. */
  int bytes() {
    return hashes.length * (Long.BYTES + Integer.BYTES);
  }

  /** Returns the slot that a hash is in, or the free one where it goes. */
  private int slot(long hash) {
    int slot = (int) hash & (hashes.length - 1);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldNumbers = numbers;
    hashes = new long[2 * oldHashes.length];
    numbers = new int[2 * oldNumbers.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) {
        int slot = slot(oldHashes[i]);
        hashes[slot] = oldHashes[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  private static long hash(String name) {
    long hash = 1;
    for (int i = 0; i < name.length(); i++) {
      hash = product(hash, ARGUMENT) + name.charAt(i) + 1;
    }
    hash %= PRIME;
    return hash == 0 ? 1 : hash;
  }

  /** Returns a product modulo the prime, or that and the prime; the first factor is below 2^62. */
  private static long product(long one, long other) {
    long low = one * other;
    long high = Math.multiplyHigh(one, other);
    long sum = (low & PRIME) + ((high << (Long.SIZE - PRIME_BITS)) | (low >>> PRIME_BITS));
    return sum >= PRIME ? sum - PRIME : sum;
  }
}

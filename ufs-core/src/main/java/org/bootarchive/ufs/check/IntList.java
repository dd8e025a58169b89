package org.bootarchive.ufs.check;

import java.util.Arrays;

/** A list of ints that grows. */
final class IntList {
  private int[] values = new int[16];
  private int size;

  int size() {
    return size;
  }

  int get(int index) {
    return values[index];
  }

  void set(int index, int value) {
    values[index] = value;
  }

  void add(int value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** Returns where a value is in a sorted list, or a negative number if it is not there. */
  int search(int value) {
    return Arrays.binarySearch(values, 0, size, value);
  }
}

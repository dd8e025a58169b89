package org.bootarchive.dtrace.conf;

import static com.google.common.base.Preconditions.checkElementIndex;

import java.util.Arrays;

/** The integers of a property, of 32 bits each; a byte of memory each as long as all are bytes. */
public final class IntegerList {
  private static final int BYTE = 0xff;

  private final byte[] bytes;
  private final int[] integers;
  private final int size;

  private IntegerList(byte[] bytes, int[] integers, int size) {
    this.bytes = bytes;
    this.integers = integers;
    this.size = size;
  }

  /** Returns a list. */
  public static IntegerList of(int... integers) {
    Builder builder = new Builder();
    for (int integer : integers) {
      builder.add(integer);
    }
    return builder.build();
  }

  /** Returns how many there are. */
  public int size() {
    return size;
  }

  /**
   * Returns one.
   *
   * @throws IndexOutOfBoundsException if there are not so many
   */
  public int get(int index) {
    checkElementIndex(index, size);
    return integers.length > 0 ? integers[index] : bytes[index] & BYTE;
  }

  /**
   * Returns the low byte of each, which is how the kernel makes a DOF of them ({@code
   * dtrace_dof_property}).
   */
  public byte[] toBytes() {
    if (integers.length == 0) {
      return bytes.clone();
    }
    byte[] low = new byte[size];
    for (int i = 0; i < size; i++) {
      low[i] = (byte) integers[i];
    }
    return low;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntegerList list
        && Arrays.equals(bytes, list.bytes)
        && Arrays.equals(integers, list.integers);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + Arrays.hashCode(integers);
  }

  @Override
  public String toString() {
    return "IntegerList[" + size + "]";
  }

  /** Collects integers. */
  static final class Builder {
    private static final int FIRST_ROOM = 16;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int[] integers = {};
    private int size;

    int size() {
      return size;
    }

    void add(int integer) {
      if (integers.length == 0 && (integer & ~BYTE) != 0) {
        integers = new int[Math.max(FIRST_ROOM, size + (size >> 1))];
        for (int i = 0; i < size; i++) {
          integers[i] = bytes[i] & BYTE;
        }
        bytes = new byte[0];
      }
      if (integers.length > 0) {
        integers = size == integers.length ? Arrays.copyOf(integers, size + (size >> 1)) : integers;
        integers[size++] = integer;
      } else {
        bytes = size == bytes.length ? Arrays.copyOf(bytes, size + (size >> 1)) : bytes;
        bytes[size++] = (byte) integer;
      }
    }

    IntegerList build() {
      return integers.length > 0
          ? new IntegerList(new byte[0], Arrays.copyOf(integers, size), size)
          : new IntegerList(Arrays.copyOf(bytes, size), new int[0], size);
    }
  }
}

package org.bootarchive.dtrace.conf;

import static com.google.common.base.Preconditions.checkElementIndex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The integers of a property, of 32 bits each; a byte of memory each as long as all are bytes. */
public final class IntegerList {
  private static final int BYTE = 0xff;

  /** In pieces, so that a long list is never copied whole. */
  private static final int PIECE_BITS = 16;

  private static final int PIECE = 1 << PIECE_BITS;

  private final byte[] bytes;
  private final int[][] pieces;
  private final int size;

  private IntegerList(byte[] bytes, int[][] pieces, int size) {
    this.bytes = bytes;
    this.pieces = pieces;
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
    return pieces.length > 0
        ? pieces[index >>> PIECE_BITS][index & (PIECE - 1)]
        : bytes[index] & BYTE;
  }

  /**
   * Returns the low byte of each, which is how the kernel makes a DOF of them ({@code
   * dtrace_dof_property}).
   */
  public byte[] toBytes() {
    if (pieces.length == 0) {
      return bytes.clone();
    }
    byte[] low = new byte[size];
    for (int i = 0; i < size; i++) {
      low[i] = (byte) get(i);
    }
    return low;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntegerList list
        && Arrays.equals(bytes, list.bytes)
        && Arrays.deepEquals(pieces, list.pieces);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + Arrays.deepHashCode(pieces);
  }

  @Override
  public String toString() {
    return "IntegerList[" + size + "]";
  }

  /** Collects integers. */
  static final class Builder {
    private static final int FIRST_ROOM = 16;

    private byte[] bytes = new byte[FIRST_ROOM];
    private final List<int[]> pieces = new ArrayList<>();
    private boolean wide;
    private int size;

    int size() {
      return size;
    }

    void add(int integer) {
      if (!wide && (integer & ~BYTE) != 0) {
        widen();
      }
      if (wide) {
        addWide(integer);
      } else {
        bytes = size == bytes.length ? Arrays.copyOf(bytes, size + (size >> 1)) : bytes;
        bytes[size++] = (byte) integer;
      }
    }

    private void widen() {
      int count = size;
      wide = true;
      size = 0;
      for (int i = 0; i < count; i++) {
        addWide(bytes[i] & BYTE);
      }
      bytes = new byte[0];
    }

    private void addWide(int integer) {
      int at = size & (PIECE - 1);
      if (at == 0) {
        pieces.add(new int[FIRST_ROOM]);
      }
      int last = pieces.size() - 1;
      int[] piece = pieces.get(last);
      if (at == piece.length) {
        piece = Arrays.copyOf(piece, 2 * at);
        pieces.set(last, piece);
      }
      piece[at] = integer;
      size++;
    }

    IntegerList build() {
      if (!wide) {
        return new IntegerList(Arrays.copyOf(bytes, size), new int[0][], size);
      }
      int last = pieces.size() - 1;
      pieces.set(last, Arrays.copyOf(pieces.get(last), size - (last << PIECE_BITS)));
      return new IntegerList(new byte[0], pieces.toArray(new int[0][]), size);
    }
  }
}

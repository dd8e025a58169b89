package org.bootarchive.dtrace.dif;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Bytes in which strings that end in NUL are found by their offsets; immutable. */
public final class StringTable {
  /** The table without a byte. */
  public static final StringTable EMPTY = new StringTable(new byte[0]);

  private final byte[] bytes;

  private StringTable(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a table of a copy of the bytes. */
  public static StringTable of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new StringTable(bytes.clone());
  }

  /** Returns its length in bytes. */
  public int length() {
    return bytes.length;
  }

  /** Returns the string from an offset to its NUL or the table's end; empty beyond the table. */
  public String at(long offset) {
    return at(offset, bytes.length);
  }

  /** Returns at most so many chars of the string at an offset. */
  public String at(long offset, int most) {
    if (offset < 0 || offset >= bytes.length) {
      return "";
    }
    int end = (int) offset;
    long limit = Math.min(bytes.length, offset + most);
    while (end < limit && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, (int) offset, end - (int) offset, ISO_8859_1);
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StringTable table && Arrays.equals(bytes, table.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes of strings";
  }
}

package org.bootarchive.ufs.disk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A name in a directory: bytes without an encoding, ordered as unsigned bytes. */
public final class FileName implements Comparable<FileName> {
  /** The longest name in bytes ({@code MAXNAMLEN}). */
  public static final int MAX_BYTES = 255;

  /** The name of a directory in itself. */
  public static final FileName SELF = of(".");

  /** The name of a directory's parent. */
  public static final FileName PARENT = of("..");

  private final byte[] bytes;
  private final int hash;

  private FileName(byte[] bytes) {
    this.bytes = bytes;
    this.hash = Arrays.hashCode(bytes);
  }

  /** Returns the name with these bytes, which are copied. */
  public static FileName of(byte[] bytes) {
    return new FileName(bytes.clone());
  }

  /** Returns the name with some of these bytes, which are copied. */
  public static FileName of(byte[] bytes, int from, int to) {
    return new FileName(Arrays.copyOfRange(bytes, from, to));
  }

  /** Returns the name with the UTF-8 bytes of a text. */
  public static FileName of(String text) {
    return new FileName(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.length;
  }

  /** Returns the byte at a position. */
  public byte at(int index) {
    return bytes[index];
  }

  /** Returns whether the name is "." or "..". */
  public boolean isDots() {
    return (bytes.length == 1 && bytes[0] == '.')
        || (bytes.length == 2 && bytes[0] == '.' && bytes[1] == '.');
  }

  @Override
  public int compareTo(FileName other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileName that && hash == that.hash && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * Returns the name for people: printable ASCII as it is, every other byte and \ as {@code \xHH}.
   */
  @Override
  public String toString() {
    return EscapedBytes.escape(bytes);
  }
}

package org.bootarchive.ufs.text;

/** A name in a directory: bytes without an encoding, ordered as unsigned bytes. */
public final class FileName implements Comparable<FileName> {
  /** The longest name in bytes ({@code MAXNAMLEN}). */
  public static final int MAX_BYTES = 255;

  /** The name of a directory in itself. */
  public static final FileName SELF = of(".");

  /** The name of a directory's parent. */
  public static final FileName PARENT = of("..");

  private final ByteString bytes;

  private FileName(ByteString bytes) {
    this.bytes = bytes;
  }

  /** Returns the name with these bytes. */
  public static FileName of(ByteString bytes) {
    return new FileName(bytes);
  }

  /** Returns the name with these bytes, which are copied. */
  public static FileName of(byte[] bytes) {
    return new FileName(ByteString.of(bytes));
  }

  /** Returns the name with some of these bytes, which are copied. */
  public static FileName of(byte[] bytes, int from, int to) {
    return new FileName(ByteString.of(bytes, from, to));
  }

  /** Returns the name with the UTF-8 bytes of a text. */
  public static FileName of(String text) {
    return new FileName(ByteString.of(text));
  }

  /** Returns a copy of the bytes. */
  public byte[] toBytes() {
    return bytes.toBytes();
  }

  /** Returns the bytes as a text. */
  public ByteString toByteString() {
    return bytes;
  }

  /** Returns the number of bytes. */
  public int length() {
    return bytes.length();
  }

  /** Returns the byte at a position. */
  public byte at(int index) {
    return (byte) bytes.at(index);
  }

  /** Returns whether the name is "." or "..". */
  public boolean isDots() {
    return equals(SELF) || equals(PARENT);
  }

  @Override
  public int compareTo(FileName other) {
    return bytes.compareTo(other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FileName that && bytes.equals(that.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.hashCode();
  }

  /**
   * Returns the name for people: printable ASCII as it is, every other byte and \ as {@code \xHH}.
   */
  @Override
  public String toString() {
    return bytes.toString();
  }
}

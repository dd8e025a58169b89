package org.bootarchive.dtrace.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of a little-endian file, read by position within bounds. */
final class ElfBytes {
  private final byte[] content;
  private final ByteBuffer bytes;

  ElfBytes(byte[] content) {
    this.content = content;
    this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
  }

  long size() {
    return bytes.capacity();
  }

  int u8(long offset) throws ElfFormatException {
    return bytes.get(index(offset, 1)) & 0xff;
  }

  int u16(long offset) throws ElfFormatException {
    return bytes.getShort(index(offset, 2)) & 0xffff;
  }

  long u32(long offset) throws ElfFormatException {
    return bytes.getInt(index(offset, 4)) & 0xffff_ffffL;
  }

  /** Returns a 64-bit number as it stands; what is meant unsigned can be negative. */
  long i64(long offset) throws ElfFormatException {
    return bytes.getLong(index(offset, 8));
  }

  /**
   * Returns a string up to its NUL, chars standing for bytes.
   *
   * @param limit the offset behind the last byte that may belong to it
   * @param maxLength the longest string that is taken
   */
  String string(long offset, long limit, int maxLength) throws ElfFormatException {
    if (offset >= limit) {
      throw new ElfFormatException(offset, "a name that does not end in its string table");
    }
    int from = index(offset, 1);
    int end = from;
    while (end < limit && content[index(end, 1)] != 0) {
      if (end - from >= maxLength) {
        throw new ElfFormatException(offset, "a name of more than " + maxLength + " bytes");
      }
      end++;
    }
    if (end >= limit) {
      throw new ElfFormatException(offset, "a name that does not end in its string table");
    }
    return new String(content, from, end - from, StandardCharsets.ISO_8859_1);
  }

  /** Returns a copy of a range. */
  byte[] copy(long offset, long length) throws ElfFormatException {
    if (!holds(offset, length)) {
      throw new ElfFormatException(offset, "the file of " + size() + " bytes ends before");
    }
    byte[] copy = new byte[(int) length];
    bytes.get((int) offset, copy);
    return copy;
  }

  /** Returns whether a range lies in the file. */
  boolean holds(long offset, long length) {
    return offset >= 0 && length >= 0 && offset <= size() && length <= size() - offset;
  }

  private int index(long offset, int length) throws ElfFormatException {
    if (!holds(offset, length)) {
      throw new ElfFormatException(offset, "the file of " + size() + " bytes ends before");
    }
    return (int) offset;
  }
}

package org.bootarchive.dtrace.types;

import java.nio.ByteBuffer;

/**
 * The header of a CTF section: a {@code ctf_header_t} of sys/ctf.h, 36 bytes, little endian. All
 * offsets count from the end of the header in what is uncompressed.
 *
 * @param flags {@code cth_flags}: bit 0 if what follows is compressed by zlib
 * @param parentName {@code cth_parname}: where the parent's name stands in the strings, or 0
 * @param objects {@code cth_objtoff}
 * @param functions {@code cth_funcoff}
 * @param types {@code cth_typeoff}
 * @param strings {@code cth_stroff}
 * @param stringBytes {@code cth_strlen}
 */
record CtfHeader(
    int flags,
    int parentName,
    int objects,
    int functions,
    int types,
    int strings,
    int stringBytes) {
  static final int BYTES = 36;

  /** A kernel of 40,000 types has some 3 MB. */
  static final int MOST_BYTES = 64 << 20;

  private static final int MAGIC = 0xcff1;
  private static final int VERSION = 2;

  static CtfHeader decode(ByteBuffer in) throws CtfFormatException {
    if (in.remaining() < BYTES) {
      throw new CtfFormatException(0, in.remaining() + " bytes, shorter than the header");
    }
    if (Short.toUnsignedInt(in.getShort(0)) != MAGIC) {
      throw new CtfFormatException(0, "does not begin with cff1");
    }
    if (in.get(2) != VERSION) {
      throw new CtfFormatException(2, "version " + in.get(2) + ", wanted " + VERSION);
    }
    CtfHeader header =
        new CtfHeader(
            in.get(3),
            in.getInt(8),
            in.getInt(16),
            in.getInt(20),
            in.getInt(24),
            in.getInt(28),
            in.getInt(32));
    int[] ascending = {
      0, header.objects, header.functions, header.types, header.strings, MOST_BYTES
    };
    for (int i = 1; i < ascending.length; i++) {
      if (ascending[i] < ascending[i - 1]) {
        throw new CtfFormatException(16, "parts that overlap, or more than 64 MiB");
      }
    }
    if (header.stringBytes < 0 || header.stringBytes > MOST_BYTES) {
      throw new CtfFormatException(32, "more than 64 MiB of strings");
    }
    return header;
  }

  boolean compressed() {
    return (flags & 1) != 0;
  }

  int contentBytes() {
    return strings + stringBytes;
  }
}

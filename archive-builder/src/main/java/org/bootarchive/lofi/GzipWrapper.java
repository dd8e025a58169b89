package org.bootarchive.lofi;

import com.google.common.primitives.Ints;
import java.util.zip.CRC32;

/** The header and the trailer that a gzip file has around a deflate stream (RFC 1952). */
final class GzipWrapper {
  private static final int FIXED_BYTES = 10;
  private static final int TRAILER_BYTES = 8;
  private static final int DEFLATE = 8;

  private static final int HAS_HEADER_CRC = 1 << 1;
  private static final int HAS_EXTRA = 1 << 2;
  private static final int HAS_NAME = 1 << 3;
  private static final int HAS_COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  private GzipWrapper() {}

  static boolean isAt(byte[] source, int from, int bytes) {
    return bytes >= 2 && source[from] == 0x1f && source[from + 1] == (byte) 0x8b;
  }

  /** Returns the header's length, -1 if it is none that zlib takes. */
  static int headerBytes(byte[] source, int from, int bytes) {
    int end = from + bytes;
    if (bytes < FIXED_BYTES || source[from + 2] != DEFLATE) {
      return -1;
    }
    int flags = source[from + 3];
    int at = from + FIXED_BYTES;
    if ((flags & HAS_EXTRA) != 0 && at < end - 1) {
      at += 2 + shortAt(source, at);
    }
    if ((flags & HAS_NAME) != 0) {
      at = afterNul(source, at, end);
    }
    if ((flags & HAS_COMMENT) != 0) {
      at = afterNul(source, at, end);
    }
    if ((flags & RESERVED) != 0 || at > end) {
      return -1;
    }
    if ((flags & HAS_HEADER_CRC) != 0) {
      if (at + 2 > end) {
        return -1;
      }
      CRC32 checksum = new CRC32();
      checksum.update(source, from, at - from);
      if ((checksum.getValue() & 0xffff) != shortAt(source, at)) {
        return -1;
      }
      at += 2;
    }
    return at - from;
  }

  private static int shortAt(byte[] source, int at) {
    return Ints.fromBytes((byte) 0, (byte) 0, source[at + 1], source[at]);
  }

  private static int intAt(byte[] source, int at) {
    return Ints.fromBytes(source[at + 3], source[at + 2], source[at + 1], source[at]);
  }

  private static int afterNul(byte[] source, int from, int end) {
    int at = from;
    while (at < end && source[at] != 0) {
      at++;
    }
    return at + 1;
  }

  /** Tells whether a trailer is there, and is that of some bytes. */
  static boolean trailerHolds(byte[] source, int at, int end, CRC32 checksum, int length) {
    return end - at >= TRAILER_BYTES
        && intAt(source, at) == (int) checksum.getValue()
        && intAt(source, at + Integer.BYTES) == length;
  }
}

package org.bootarchive.ufs.device;

import java.io.EOFException;

/** The one check that every device makes of a position. */
final class Bounds {
  private Bounds() {}

  /**
   * Checks that {@code length} bytes from {@code offset} on lie within {@code size} bytes.
   *
   * @throws EOFException if they do not
   */
  static void check(long offset, long length, long size) throws EOFException {
    if (offset < 0) {
      throw new IllegalArgumentException("negative offset: " + offset);
    }
    if (offset > size - length) {
      throw new EOFException(
          length + " bytes at byte " + offset + " reach beyond the end at byte " + size);
    }
  }
}

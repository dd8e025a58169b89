package org.bootarchive.hash;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Something that is read by position: a block device, a boot module, a file. */
@FunctionalInterface
public interface PositionalReader {

  /**
   * Fills {@code target} from its position to its limit with the bytes from {@code offset} on.
   *
   * @param offset in bytes, at least 0
   * @throws java.io.EOFException if the bytes end before the buffer is full
   * @throws IOException if the bytes cannot be read
   */
  void read(long offset, ByteBuffer target) throws IOException;
}

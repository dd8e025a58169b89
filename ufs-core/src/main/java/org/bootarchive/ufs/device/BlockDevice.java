package org.bootarchive.ufs.device;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Bytes of a fixed length, read by position.
 *
 * <p>Reading has no state: any number of threads may read at once. Offsets and sizes are bytes.
 */
public interface BlockDevice extends Closeable {

  /** Returns the length of the device in bytes. */
  long size();

  /**
   * Fills {@code target} from its position to its limit with the bytes from {@code offset} on.
   *
   * @param offset in bytes, at least 0
   * @throws java.io.EOFException if the device ends before the buffer is full; the buffer's
   *     contents are then undefined
   * @throws IOException if the device cannot be read
   */
  void read(long offset, ByteBuffer target) throws IOException;
}

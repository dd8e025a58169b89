package org.bootarchive.ufs.device;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A block device that can be changed in place. Its length does not change. */
public interface WritableBlockDevice extends BlockDevice {

  /**
   * Puts the bytes of {@code source}, from its position to its limit, at {@code offset}.
   *
   * @param offset in bytes, at least 0
   * @throws java.io.EOFException if the bytes would reach beyond the end of the device; nothing is
   *     written then
   * @throws IOException if the device cannot be written
   */
  void write(long offset, ByteBuffer source) throws IOException;

  /**
   * Returns when everything written has reached stable storage, where there is such a thing.
   *
   * @throws IOException if the device cannot be written
   */
  void force() throws IOException;
}

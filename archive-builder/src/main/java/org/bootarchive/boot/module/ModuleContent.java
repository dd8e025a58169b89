package org.bootarchive.boot.module;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a boot module, read by position; any number of threads may read at once. */
public interface ModuleContent {

  /** Returns the length in bytes. */
  long size();

  /**
   * Fills {@code target} from its position to its limit with the bytes from {@code offset} on.
   *
   * @throws java.io.EOFException if the content ends before the buffer is full
   * @throws IOException if the content cannot be read
   */
  void read(long offset, ByteBuffer target) throws IOException;
}

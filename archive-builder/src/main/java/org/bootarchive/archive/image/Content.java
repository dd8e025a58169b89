package org.bootarchive.archive.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes that a regular file of an image is to have, wherever they are now. */
public interface Content {

  /** Returns how many bytes there are. */
  long size();

  /**
   * Opens the bytes to read them.
   *
   * @throws IOException if they cannot be read
   */
  Reader open() throws IOException;

  /** Open bytes, for the use of one thread. */
  interface Reader extends Closeable {

    /**
     * Fills a buffer with the bytes from a position on.
     *
     * @throws ChangedSourceException if there are fewer bytes than there were
     * @throws IOException if they cannot be read
     */
    void read(long position, ByteBuffer target) throws IOException;

    /**
     * Checks, when all has been read, that there are no more bytes than there were.
     *
     * @throws ChangedSourceException if there are more
     * @throws IOException if that cannot be found out
     */
    void checkEnd() throws IOException;
  }
}

package org.bootarchive.boot.vfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A stream that is made chunk by chunk, each one a read of the kernel's. */
abstract class ChunkStream extends InputStream {
  /** The most bytes of a chunk: what kobj asks for at once ({@code boot_compinfo}). */
  static final int CHUNK_BYTES = 8192;

  private final byte[] chunk = new byte[CHUNK_BYTES];
  private int position;
  private int limit;
  private boolean ended;

  /**
   * Delivers the next bytes.
   *
   * @param buffer to write them to, from 0 on
   * @return their number; 0 at the end
   */
  abstract int fill(byte[] buffer) throws IOException;

  @Override
  public int read() throws IOException {
    return isExhausted() ? -1 : chunk[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (isExhausted()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(chunk, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean isExhausted() throws IOException {
    if (position == limit && !ended) {
      position = 0;
      limit = 0;
      limit = fill(chunk);
      ended = limit == 0;
    }
    return ended;
  }
}

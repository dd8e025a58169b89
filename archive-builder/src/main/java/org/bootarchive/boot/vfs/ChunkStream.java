package org.bootarchive.boot.vfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/** A stream that is made chunk by chunk, each one a read of the kernel's. */
abstract class ChunkStream extends InputStream {
  /** The most bytes of a chunk: what kobj asks for at once ({@code boot_compinfo}). */
  static final int CHUNK_BYTES = 8192;

  private final byte[] chunk;
  private int position;
  private int limit;
  private boolean ended;

  /** Creates a stream of which no length is known. */
  ChunkStream() {
    this(CHUNK_BYTES);
  }

  /** Creates a stream of no more bytes than a size, unsigned: a small file has a small chunk. */
  ChunkStream(long size) {
    this.chunk = new byte[size < 0 ? CHUNK_BYTES : (int) Math.min(CHUNK_BYTES, size)];
  }

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

  /** Passes over bytes; 0 only at the end. */
  @Override
  public long skip(long bytes) throws IOException {
    if (bytes <= 0 || isExhausted()) {
      return 0;
    }
    int count = (int) Math.min(bytes, limit - position);
    position += count;
    return count;
  }

  /** Writes the chunks as they are, without another buffer. */
  @Override
  public long transferTo(OutputStream target) throws IOException {
    long count = 0;
    while (!isExhausted()) {
      target.write(chunk, position, limit - position);
      count += limit - position;
      position = limit;
    }
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

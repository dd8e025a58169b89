package org.bootarchive.gzip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.bootarchive.ufs.device.BlockDevice;

/** Writes a file from the front to the back and leaves holes where whole blocks are zeros. */
public final class SparseFile {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int BUFFER_BYTES = 1 << 21;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK_BYTES).asReadOnlyBuffer();

  private final FileChannel channel;
  private long size;
  private boolean endsInHole;

  /** Starts at the front of an empty file. */
  public SparseFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Writes bytes behind the others.
   *
   * @param source direct for speed
   * @throws IOException if they cannot be written
   */
  public void write(ByteBuffer source) throws IOException {
    int at = source.position();
    int end = source.limit();
    while (at < end) {
      int start = at;
      boolean zeros = isZero(source, at, block(at, end));
      at = block(at, end);
      while (at < end && isZero(source, at, block(at, end)) == zeros) {
        at = block(at, end);
      }
      if (!zeros) {
        write(source.slice(start, at - start), size);
      }
      size += at - start;
      endsInHole = zeros;
    }
    source.position(end);
  }

  private static int block(int at, int end) {
    return Math.min(end, at + BLOCK_BYTES);
  }

  private static boolean isZero(ByteBuffer bytes, int from, int to) {
    return bytes.slice(from, to - from).mismatch(ZEROS.slice(0, to - from)) < 0;
  }

  private void write(ByteBuffer source, long at) throws IOException {
    long position = at;
    while (source.hasRemaining()) {
      position += channel.write(source, position);
    }
  }

  /**
   * Writes all bytes of a device into an empty file.
   *
   * @throws IOException if they cannot be read or written
   */
  public static void write(BlockDevice device, FileChannel channel) throws IOException {
    SparseFile file = new SparseFile(channel);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    for (long at = 0; at < device.size(); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(BUFFER_BYTES, device.size() - at));
      device.read(at, buffer);
      file.write(buffer.flip());
    }
    file.finish();
  }

  /** Returns how many bytes were written, holes included. */
  public long size() {
    return size;
  }

  /**
   * Gives the file its length.
   *
   * @throws IOException if that cannot be
   */
  public void finish() throws IOException {
    if (endsInHole) {
      write(ByteBuffer.allocate(1), size - 1);
    }
  }
}

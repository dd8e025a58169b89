package org.bootarchive.gzip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.BitSet;
import java.util.function.LongConsumer;
import org.bootarchive.ufs.device.BlockDevice;

/** Writes a file from the front to the back and leaves holes where whole blocks are zeros. */
public final class SparseFile {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BLOCK_BYTES).asReadOnlyBuffer();

  private final FileChannel channel;

  /** Blocks that are not holes. */
  private final BitSet written = new BitSet();

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
      boolean zeros = isZero(source, at, blockEnd(at, end));
      at = blockEnd(at, end);
      while (at < end && isZero(source, at, blockEnd(at, end)) == zeros) {
        at = blockEnd(at, end);
      }
      if (zeros) {
        skip(at - start);
      } else {
        writeData(source.slice(start, at - start));
      }
    }
    source.position(end);
  }

  private static int blockEnd(int at, int end) {
    return Math.min(end, at + BLOCK_BYTES);
  }

  private static boolean isZero(ByteBuffer bytes, int from, int to) {
    return bytes.slice(from, to - from).mismatch(ZEROS.slice(0, to - from)) < 0;
  }

  private void writeData(ByteBuffer source) throws IOException {
    int end = block(size + source.remaining() - 1);
    written.set(block(size), end + 1);
    while (source.hasRemaining()) {
      size += channel.write(source, size);
    }
    endsInHole = false;
  }

  private static int block(long offset) {
    return (int) (offset / BLOCK_BYTES);
  }

  /** Leaves a hole behind the other bytes. */
  private void skip(long bytes) {
    size += bytes;
    endsInHole = true;
  }

  /**
   * Writes all bytes of a device into an empty file.
   *
   * @param progress is told the bytes done
   * @throws IOException if they cannot be read or written
   */
  public static void write(BlockDevice device, FileChannel channel, LongConsumer progress)
      throws IOException {
    SparseFile file = new SparseFile(channel);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    while (file.size < device.size()) {
      long data = device.nextData(file.size);
      if (data > file.size) {
        file.skip(data - file.size);
      } else {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, device.size() - file.size));
        device.read(file.size, buffer);
        file.write(buffer.flip());
      }
      progress.accept(file.size);
    }
    file.finish();
  }

  /**
   * Returns a device over the file, which is finished and is not changed any more: its holes are
   * known, and are not read.
   *
   * @param device the file's bytes; it is closed with the other
   */
  public BlockDevice over(BlockDevice device) {
    return new Holes(device, written);
  }

  /** Reading a hole of a file on a disk costs the system as much as reading what is there. */
  private record Holes(BlockDevice device, BitSet written) implements BlockDevice {
    @Override
    public long size() {
      return device.size();
    }

    @Override
    public long nextData(long offset) {
      int block = block(offset);
      int next = written.nextSetBit(block);
      return next == block
          ? offset
          : next < 0 ? Math.max(offset, size()) : (long) next * BLOCK_BYTES;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      checkRange(offset, target.remaining());
      int limit = target.limit();
      long at = offset;
      while (target.position() < limit) {
        long left = (long) limit - target.position();
        long data = Math.min(nextData(at), at + left);
        while (at < data) {
          int zeros = (int) Math.min(BLOCK_BYTES, data - at);
          target.put(ZEROS.slice(0, zeros));
          at += zeros;
        }
        if (target.position() < limit) {
          long end = (long) written.nextClearBit(block(at)) * BLOCK_BYTES;
          int count = (int) Math.min(limit - target.position(), end - at);
          target.limit(target.position() + count);
          try {
            device.read(at, target);
          } finally {
            target.limit(limit);
          }
          at += count;
        }
      }
    }

    @Override
    public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
      device.transferTo(offset, bytes, target);
    }

    @Override
    public void close() throws IOException {
      device.close();
    }
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
      endsInHole = false;
      int unused = channel.write(ByteBuffer.allocate(1), size - 1);
    }
  }
}

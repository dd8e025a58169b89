package org.bootarchive.gzip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.bootarchive.ufs.internal.work.OrderedTasks;

/**
 * Compresses to a gzip file (RFC 1952) on all processors: one stream of blocks that do not know
 * each other.
 */
public final class ParallelGzip extends OutputStream {
  private static final int BLOCK_BYTES = 1 << 20;

  /** An empty block of fixed codes that is the last. */
  private static final byte[] LAST_BLOCK = {3, 0};

  private static final byte[] ZEROS = new byte[BLOCK_BYTES];

  private final OutputStream out;
  private final int level;
  private final OrderedTasks<byte[]> tasks =
      OrderedTasks.of(
          "gzip",
          Runtime.getRuntime().availableProcessors(),
          2 * Runtime.getRuntime().availableProcessors());
  private final CRC32 checksum = new CRC32();
  private byte[] block = new byte[BLOCK_BYTES];
  private int filled;
  private long bytes;

  /**
   * Writes a header without a name or a time, so that equal bytes give equal files.
   *
   * @param out takes the file; stays open
   */
  public ParallelGzip(OutputStream out) throws IOException {
    this(out, GzipHeader.DEFAULTS);
  }

  /**
   * Writes a header.
   *
   * @param out takes the file; stays open
   * @param header tells also how well to compress
   */
  public ParallelGzip(OutputStream out, GzipHeader header) throws IOException {
    this.out = out;
    this.level = header.level();
    out.write(header.toBytes());
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    checksum.update(source, offset, length);
    bytes += length;
    int at = offset;
    while (at < offset + length) {
      int count = Math.min(offset + length - at, BLOCK_BYTES - filled);
      System.arraycopy(source, at, block, filled, count);
      filled += count;
      at += count;
      if (filled == BLOCK_BYTES) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    byte[] full = block;
    int length = filled;
    while (!tasks.wantsMore()) {
      out.write(tasks.take());
    }
    filled = 0;
    if (length == BLOCK_BYTES && Arrays.equals(full, ZEROS)) {
      tasks.add(Zeros::compressed);
    } else {
      tasks.add(() -> compress(full, length, level));
      block = new byte[BLOCK_BYTES];
    }
  }

  /** A block of zeros, of which images of disks have many: compressed once. */
  private static final class Zeros {
    private static final byte[] COMPRESSED =
        compress(ZEROS, BLOCK_BYTES, Deflater.BEST_COMPRESSION);

    static byte[] compressed() {
      return COMPRESSED;
    }
  }

  private static byte[] compress(byte[] block, int length, int level) {
    Deflater deflater = new Deflater(level, true);
    try {
      deflater.setInput(block, 0, length);
      ByteArrayOutputStream compressed = new ByteArrayOutputStream(length / 2);
      byte[] buffer = new byte[1 << 16];
      int count;
      do {
        count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        compressed.write(buffer, 0, count);
      } while (count == buffer.length);
      return compressed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Writes what is left and the trailer. */
  public void finish() throws IOException {
    if (filled > 0) {
      submit();
    }
    while (!tasks.isEmpty()) {
      out.write(tasks.take());
    }
    out.write(LAST_BLOCK);
    ByteBuffer trailer = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    trailer.putInt((int) checksum.getValue()).putInt((int) bytes);
    out.write(trailer.array());
    out.flush();
  }

  /** Stops the threads; what is written through is the caller's. */
  @Override
  public void close() {
    tasks.close();
  }
}

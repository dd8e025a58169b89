package org.bootarchive.gzip;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
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
  private final OrderedTasks<Block> tasks =
      OrderedTasks.of(
          "gzip",
          Runtime.getRuntime().availableProcessors(),
          2 * Runtime.getRuntime().availableProcessors());

  /** Blocks that were written and can be filled again: no more than there are tasks, and one. */
  private final ArrayDeque<Block> free = new ArrayDeque<>();

  private final CRC32 checksum = new CRC32();
  private Block block;
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
    this.block = new Block(level);
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
      int count = Math.min(offset + length - at, BLOCK_BYTES - block.filled);
      System.arraycopy(source, at, block.bytes, block.filled, count);
      block.filled += count;
      at += count;
      if (block.filled == BLOCK_BYTES) {
        submit();
      }
    }
  }

  private void submit() throws IOException {
    Block full = block;
    while (!tasks.wantsMore()) {
      writeNext();
    }
    if (full.filled == BLOCK_BYTES && Arrays.equals(full.bytes, ZEROS)) {
      full.filled = 0;
      tasks.add(Zeros::block);
      return;
    }
    tasks.add(full::compress);
    Block next = free.poll();
    block = next == null ? new Block(level) : next;
  }

  private void writeNext() throws IOException {
    Block done = tasks.take();
    out.write(done.compressed, 0, done.compressedBytes);
    if (done != Zeros.BLOCK) {
      done.filled = 0;
      free.add(done);
    }
  }

  /** A block of zeros, of which images of disks have many: compressed once. */
  private static final class Zeros {
    private static final Block BLOCK = zeros();

    private static Block zeros() {
      Block zeros = new Block(Deflater.BEST_COMPRESSION);
      zeros.filled = BLOCK_BYTES;
      Block unused = zeros.compress();
      zeros.end();
      return zeros;
    }

    static Block block() {
      return BLOCK;
    }
  }

  /** Bytes, and what comes of them; used again and again, so that memory stays small. */
  private static final class Block {
    private final byte[] bytes = new byte[BLOCK_BYTES];
    private final Deflater deflater;
    private int filled;
    private byte[] compressed = new byte[BLOCK_BYTES];
    private int compressedBytes;

    Block(int level) {
      this.deflater = new Deflater(level, true);
    }

    Block compress() {
      deflater.reset();
      deflater.setInput(bytes, 0, filled);
      compressedBytes = 0;
      while (true) {
        int room = compressed.length - compressedBytes;
        int count = deflater.deflate(compressed, compressedBytes, room, Deflater.SYNC_FLUSH);
        compressedBytes += count;
        if (count < room) {
          return this;
        }
        compressed = Arrays.copyOf(compressed, compressed.length + (BLOCK_BYTES >> 3));
      }
    }

    void end() {
      deflater.end();
    }
  }

  /** Writes what is left and the trailer. */
  public void finish() throws IOException {
    if (block.filled > 0) {
      submit();
    }
    while (!tasks.isEmpty()) {
      writeNext();
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
    block.end();
    free.forEach(Block::end);
  }
}

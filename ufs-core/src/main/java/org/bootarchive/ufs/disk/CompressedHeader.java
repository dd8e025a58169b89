package org.bootarchive.ufs.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * The header of a file that fiocompress has compressed: {@code struct comphdr} of sys/fs/decomp.h,
 * 64-bit numbers in the byte order of the machine that made it.
 *
 * <p>Behind it are the places of the blocks, one entry that nothing sets, and a zlib stream for
 * each block.
 *
 * @param byteOrder of the header and the places
 * @param size inflated, in bytes: above 0, below 2^40 (ch_fsize)
 * @param blockBytes bytes of content in a block but the last: a power of two (ch_blksize)
 */
public record CompressedHeader(ByteOrder byteOrder, long size, int blockBytes) {
  /** Bytes before the places ({@code ch_blkmap}). */
  public static final int BYTES = 40;

  /** {@code CH_MAGIC_ZLIB}: "Zcmp". */
  private static final long MAGIC = 0x5a636d70;

  private static final int VERSION = 8;
  private static final int ALGORITHM = 16;
  private static final int SIZE = 24;
  private static final int BLOCK_SIZE = 32;
  private static final int LARGEST_BLOCK = 1 << 20;
  private static final int SMALLEST_BLOCK = 512;
  private static final long SIZE_LIMIT = 1L << 40;

  /** Returns whether bytes start with the magic in a byte order. */
  public static boolean startsIn(ByteOrder order, ByteBuffer start) {
    return start.order(order).getLong(0) == MAGIC;
  }

  /**
   * Reads the header of a file that should have one.
   *
   * @param start the file's first {@link #BYTES}, from index 0 on
   * @param storedBytes the file's length as it is stored
   * @param structure what the file is called in an exception
   * @throws CorruptImageException if a number is none that the file can have
   */
  public static CompressedHeader decode(ByteBuffer start, long storedBytes, String structure)
      throws CorruptImageException {
    boolean big = startsIn(ByteOrder.BIG_ENDIAN, start);
    if (!big && !startsIn(ByteOrder.LITTLE_ENDIAN, start)) {
      throw corrupt(structure, 0, "is marked as compressed and does not start with Zcmp");
    }
    start.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (start.getLong(VERSION) != 1 || start.getLong(ALGORITHM) != 1) {
      throw corrupt(structure, VERSION, "its version or algorithm is not 1");
    }
    long size = start.getLong(SIZE);
    if (size < 1 || size >= SIZE_LIMIT) {
      throw corrupt(structure, SIZE, "its inflated size is " + size);
    }
    long block = start.getLong(BLOCK_SIZE);
    if (block < SMALLEST_BLOCK || block > LARGEST_BLOCK || Long.bitCount(block) != 1) {
      throw corrupt(structure, BLOCK_SIZE, "its block size is " + block);
    }
    CompressedHeader header = new CompressedHeader(start.order(), size, (int) block);
    if (header.firstStream() > storedBytes) {
      throw corrupt(structure, BYTES, "its " + header.blocks() + " offsets reach beyond its end");
    }
    return header;
  }

  /** Returns the number of blocks, at least 1. */
  public long blocks() {
    return (size - 1) / blockBytes + 1;
  }

  /** Returns where the streams start, in bytes: behind the places and one entry more. */
  public long firstStream() {
    return BYTES + Long.BYTES * (blocks() + 1);
  }

  /** Returns the most bytes of a stream ({@code ZMAXBUF}); the kernel has room for no more. */
  public int longestStream() {
    return blockBytes + blockBytes / 1000 + 12;
  }

  /** Returns where the place of a block stands, in bytes. */
  public static long placeOffset(long block) {
    return BYTES + Long.BYTES * block;
  }

  /**
   * Checks where a block's stream lies.
   *
   * @param start its first byte, as the table has it
   * @param end where the next one starts, or the file's end behind the last one
   * @throws CorruptImageException if no stream can lie there
   */
  public void checkStream(long block, long start, long end, long storedBytes, String structure)
      throws CorruptImageException {
    if (start < firstStream() || start >= storedBytes) {
      throw corrupt(structure, placeOffset(block), "block " + block + " starts at byte " + start);
    }
    if (end <= start) {
      throw corrupt(structure, start, "block " + block + " ends at byte " + end);
    }
    if (end - start > longestStream()) {
      throw corrupt(
          structure, start, "block " + block + " has " + (end - start) + " bytes, too many");
    }
  }

  /** Returns an exception that names a place in the file, in bytes. */
  public static CorruptImageException corrupt(String structure, long offset, String reason) {
    return new CorruptImageException(structure, -1, reason + " (byte " + offset + " of it)");
  }
}

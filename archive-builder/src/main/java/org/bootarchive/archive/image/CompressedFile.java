package org.bootarchive.archive.image;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.FileContentDevice;
import org.bootarchive.ufs.volume.Vnode;

/**
 * What a file that fiocompress has compressed holds, as dcfs shows it ({@code struct comphdr} in
 * sys/fs/decomp.h). The header is in the byte order of the machine that made it; every block is a
 * zlib stream of its own. One of them is kept inflated; any number of threads may read.
 */
public final class CompressedFile implements BlockDevice {
  private static final long MAGIC = 0x5a636d70;
  private static final int HEADER_BYTES = 40;
  private static final int LARGEST_BLOCK = 1 << 20;
  private static final int SMALLEST_BLOCK = 512;
  private static final long SIZE_LIMIT = 1L << 40;

  private final BlockDevice stored;
  private final String structure;
  private final ByteOrder order;
  private final long size;
  private final int blockBytes;
  private final long blocks;
  private long inflatedBlock = -1;
  private byte[] inflated = new byte[0];

  CompressedFile(BlockDevice stored, String structure) throws IOException {
    this.stored = stored;
    this.structure = structure;
    if (stored.size() < HEADER_BYTES) {
      throw corrupt(0, "is marked as compressed and has " + stored.size() + " bytes");
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    stored.read(0, header);
    this.order = header.getLong(0) == MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    header.order(order);
    if (header.getLong(0) != MAGIC) {
      throw corrupt(0, "is marked as compressed and does not start with Zcmp");
    }
    if (header.getLong(8) != 1 || header.getLong(16) != 1) {
      throw corrupt(8, "its version or algorithm is not 1");
    }
    this.size = header.getLong(24);
    if (size < 1 || size >= SIZE_LIMIT) {
      throw corrupt(24, "its inflated size is " + size);
    }
    long block = header.getLong(32);
    if (block < SMALLEST_BLOCK || block > LARGEST_BLOCK || Long.bitCount(block) != 1) {
      throw corrupt(32, "its block size is " + block);
    }
    this.blockBytes = (int) block;
    this.blocks = (size - 1) / blockBytes + 1;
    if (firstStream() > stored.size()) {
      throw corrupt(HEADER_BYTES, "its " + blocks + " offsets reach beyond its end");
    }
  }

  /**
   * Returns whether a file starts as fiocompress writes files, marked as compressed or not.
   *
   * @param stored the file's bytes
   */
  public static boolean hasHeader(BlockDevice stored) throws IOException {
    if (stored.size() < HEADER_BYTES) {
      return false;
    }
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    stored.read(0, header);
    return header.order(ByteOrder.BIG_ENDIAN).getLong(0) == MAGIC
        || header.order(ByteOrder.LITTLE_ENDIAN).getLong(0) == MAGIC;
  }

  /** Returns whether a file is marked as compressed. */
  public static boolean is(Inode inode) {
    return inode.type() == FileType.REGULAR && (inode.flags() & Inode.FLAG_COMPRESSED) != 0;
  }

  /**
   * Returns what a file holds: inflated if it is marked as compressed, else as it is stored.
   *
   * @param inode the file's
   * @throws CorruptImageException if the file is marked as compressed and its header is damaged;
   *     damage of a block is thrown where that is read
   */
  public static FileContent content(Vnode file, Inode inode) throws IOException {
    FileContent raw = file.volume().content(file.number(), inode);
    return is(inode)
        ? FileContent.of(
            file.volume(),
            file.number(),
            new CompressedFile(
                FileContentDevice.of(raw), "compressed file of inode " + file.number()))
        : raw;
  }

  /** Returns where the streams start: behind the offsets and one entry that nothing sets. */
  private long firstStream() {
    return HEADER_BYTES + Long.BYTES * (blocks + 1);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public synchronized void read(long offset, ByteBuffer target) throws IOException {
    checkArgument(offset >= 0, "offset %s", offset);
    if (offset > size - target.remaining()) {
      throw new EOFException(
          target.remaining() + " bytes at byte " + offset + " reach beyond byte " + size);
    }
    long at = offset;
    while (target.hasRemaining()) {
      long block = at / blockBytes;
      if (block != inflatedBlock) {
        inflatedBlock = -1;
        inflated = inflate(block);
        inflatedBlock = block;
      }
      int start = (int) (at % blockBytes);
      int count = Math.min(target.remaining(), inflated.length - start);
      target.put(inflated, start, count);
      at += count;
    }
  }

  private byte[] inflate(long block) throws IOException {
    long start = start(block);
    long end = block == blocks - 1 ? stored.size() : start(block + 1);
    if (end <= start) {
      throw corrupt(start, "block " + block + " ends at byte " + end);
    }
    if (end - start > blockBytes + blockBytes / 1000 + 12) {
      throw corrupt(start, "block " + block + " has " + (end - start) + " bytes, too many");
    }
    byte[] stream = new byte[(int) (end - start)];
    stored.read(start, ByteBuffer.wrap(stream));
    byte[] bytes = new byte[(int) Math.min(blockBytes, size - block * blockBytes)];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(stream);
      int count = 0;
      while (count < bytes.length && !inflater.finished()) {
        int more = inflater.inflate(bytes, count, bytes.length - count);
        if (more == 0 && !inflater.finished()) {
          throw corrupt(start, "block " + block + " ends too early");
        }
        count += more;
      }
      // The end of the stream, with its checksum, may lie behind the last byte of content.
      boolean goesOn = !inflater.finished() && inflater.inflate(new byte[1]) > 0;
      if (goesOn || !inflater.finished() || count < bytes.length) {
        throw corrupt(start, "block " + block + " is not one of " + bytes.length + " bytes");
      }
      return bytes;
    } catch (DataFormatException e) {
      CorruptImageException corrupt =
          corrupt(start, "block " + block + " is damaged: " + e.getMessage());
      corrupt.initCause(e);
      throw corrupt;
    } finally {
      inflater.end();
    }
  }

  private long start(long block) throws IOException {
    ByteBuffer offset = ByteBuffer.allocate(Long.BYTES).order(order);
    stored.read(HEADER_BYTES + Long.BYTES * block, offset);
    long start = offset.getLong(0);
    if (start < firstStream() || start >= stored.size()) {
      throw corrupt(
          HEADER_BYTES + Long.BYTES * block, "block " + block + " starts at byte " + start);
    }
    return start;
  }

  private CorruptImageException corrupt(long offset, String reason) {
    return new CorruptImageException(structure, -1, reason + " (byte " + offset + " of it)");
  }

  /** Leaves the volume open, which is the caller's. */
  @Override
  public void close() {}
}

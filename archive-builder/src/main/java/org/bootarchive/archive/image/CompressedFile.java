package org.bootarchive.archive.image;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CompressedHeader;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.FileContentDevice;
import org.bootarchive.ufs.volume.Vnode;

/**
 * What a file that fiocompress has compressed holds, as dcfs shows it. Every block is a zlib stream
 * of its own. One of them is kept inflated; any number of threads may read.
 *
 * <p>The kernel inflates a file whose inode is marked ({@code ICOMPRESS}), and no other. In a
 * big-endian file system, which SPARC boots from, a file without the mark that is one of
 * fiocompress from end to end counts as compressed here as well: the mark is lost where an archive
 * was copied by something other than fiocompress. See docs/archives.md.
 */
public final class CompressedFile implements BlockDevice {
  /** Bytes of the table of places that are read at a time. */
  private static final int TABLE_BYTES = 1 << 16;

  private final BlockDevice stored;
  private final String structure;
  private final CompressedHeader header;
  private final long size;
  private final int blockBytes;
  private final long blocks;
  private long inflatedBlock = -1;
  private byte[] inflated = new byte[0];

  CompressedFile(BlockDevice stored, String structure) throws IOException {
    this.stored = stored;
    this.structure = structure;
    if (stored.size() < CompressedHeader.BYTES) {
      throw corrupt(0, "is marked as compressed and has " + stored.size() + " bytes");
    }
    ByteBuffer start = ByteBuffer.allocate(CompressedHeader.BYTES);
    stored.read(0, start);
    this.header = CompressedHeader.decode(start, stored.size(), structure);
    this.size = header.size();
    this.blockBytes = header.blockBytes();
    this.blocks = header.blocks();
  }

  /**
   * Returns whether a file starts as fiocompress writes files, marked as compressed or not.
   *
   * @param stored the file's bytes
   */
  public static boolean hasHeader(BlockDevice stored) throws IOException {
    if (stored.size() < CompressedHeader.BYTES) {
      return false;
    }
    ByteBuffer start = ByteBuffer.allocate(Long.BYTES);
    stored.read(0, start);
    return CompressedHeader.startsIn(ByteOrder.BIG_ENDIAN, start)
        || CompressedHeader.startsIn(ByteOrder.LITTLE_ENDIAN, start);
  }

  /** Returns whether a file is marked as compressed. */
  public static boolean isMarked(Inode inode) {
    return inode.type() == FileType.REGULAR && (inode.flags() & Inode.FLAG_COMPRESSED) != 0;
  }

  /**
   * Returns whether a file counts as compressed: it is marked, or whole without the mark in a
   * big-endian file system.
   *
   * @param inode the file's
   * @throws IOException if the image cannot be read
   */
  public static boolean is(Vnode file, Inode inode) throws IOException {
    return isMarked(inode) || unmarked(file, inode).isPresent();
  }

  /**
   * Returns what a file holds: inflated if it counts as compressed, else as it is stored.
   *
   * @param inode the file's
   * @throws CorruptImageException if the file is marked as compressed and its header is damaged;
   *     damage of a block is thrown where that is read
   */
  public static FileContent content(Vnode file, Inode inode) throws IOException {
    Optional<CompressedFile> compressed =
        isMarked(inode)
            ? Optional.of(
                new CompressedFile(
                    FileContentDevice.of(raw(file, inode)),
                    "compressed file of inode " + file.number()))
            : unmarked(file, inode);
    return compressed.isPresent()
        ? FileContent.of(file.volume(), file.number(), compressed.get())
        : raw(file, inode);
  }

  private static FileContent raw(Vnode file, Inode inode) throws IOException {
    return file.volume().content(file.number(), inode);
  }

  private static Optional<CompressedFile> unmarked(Vnode file, Inode inode) throws IOException {
    if (file.volume().superblock().byteOrder() != ByteOrder.BIG_ENDIAN
        || inode.type() != FileType.REGULAR
        || inode.size() <= CompressedHeader.BYTES) {
      return Optional.empty();
    }
    FileContent raw = raw(file, inode);
    ByteBuffer start = ByteBuffer.allocate(Long.BYTES);
    if (raw.read(0, start) < Long.BYTES
        || !CompressedHeader.startsIn(ByteOrder.BIG_ENDIAN, start)) {
      return Optional.empty();
    }
    try {
      CompressedFile compressed = new CompressedFile(FileContentDevice.of(raw), "file");
      compressed.checkWhole();
      return Optional.of(compressed);
    } catch (CorruptImageException e) {
      return Optional.empty();
    }
  }

  /** Checks all but the streams between the first and the last block. */
  private void checkWhole() throws IOException {
    ByteBuffer table = ByteBuffer.allocate(TABLE_BYTES).order(header.byteOrder());
    long start = start(0);
    if (start != header.firstStream()) {
      throw corrupt(CompressedHeader.BYTES, "a gap before the first stream");
    }
    for (long block = 1; block <= blocks; block++) {
      int index = (int) ((block - 1) % (TABLE_BYTES / Long.BYTES));
      if (index == 0) {
        table.clear();
        table.limit((int) Math.min(TABLE_BYTES, Long.BYTES * (blocks - block + 1)));
        stored.read(CompressedHeader.placeOffset(block), table);
      }
      long end = block == blocks ? stored.size() : table.getLong(index * Long.BYTES);
      header.checkStream(block - 1, start, end, stored.size(), structure);
      start = end;
    }
    inflated = inflate(blocks - 1, true);
    inflated = inflate(0, true);
    inflatedBlock = 0;
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
        inflated = inflate(block, false);
        inflatedBlock = block;
      }
      int start = (int) (at % blockBytes);
      int count = Math.min(target.remaining(), inflated.length - start);
      target.put(inflated, start, count);
      at += count;
    }
  }

  /**
   * Inflates a block.
   *
   * @param exact whether nothing may lie behind its stream; the kernel does not look
   */
  private byte[] inflate(long block, boolean exact) throws IOException {
    long start = start(block);
    long end = block == blocks - 1 ? stored.size() : start(block + 1);
    header.checkStream(block, start, end, stored.size(), structure);
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
      boolean ends = inflater.finished() && (!exact || inflater.getRemaining() == 0);
      if (goesOn || !ends || count < bytes.length) {
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
    ByteBuffer place = ByteBuffer.allocate(Long.BYTES).order(header.byteOrder());
    stored.read(CompressedHeader.placeOffset(block), place);
    long start = place.getLong(0);
    if (start < header.firstStream() || start >= stored.size()) {
      throw corrupt(
          CompressedHeader.placeOffset(block), "block " + block + " starts at byte " + start);
    }
    return start;
  }

  private CorruptImageException corrupt(long offset, String reason) {
    return CompressedHeader.corrupt(structure, offset, reason);
  }

  /** Leaves the volume open, which is the caller's. */
  @Override
  public void close() {}
}

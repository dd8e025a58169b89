package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CompressedHeader;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;

/**
 * Checks the header and the table of every file that is marked as compressed, by what dcfs takes
 * ({@code decompvp()} and {@code dc_getblock_miss()}) and what it trusts without a look. The
 * streams themselves are not read.
 */
final class CompressedFiles {
  private static final int TABLE_BYTES = 1 << 16;

  /** {@code PAGESIZE}: dcfs takes blocks of one page to two; of four it overruns a table. */
  private static final int PAGE_X86 = 4096;

  private static final int PAGE_SPARC = 8192;

  private final Survey survey;
  private final Superblock superblock;
  private final ContentBlocks blocks;
  private final ByteBuffer block;

  CompressedFiles(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.blocks = survey.compressedBlocks();
    this.block = survey.buffer(blocks.ownerCount() == 0 ? 0 : superblock.blockBytes());
  }

  void check() throws IOException {
    for (int index = 0; index < blocks.ownerCount(); index++) {
      int number = blocks.ownerAt(index);
      Inode inode = survey.readInode(number);
      try {
        new OneFile(index, inode.size()).check();
      } catch (CorruptImageException e) {
        survey
            .findings()
            .inode(
                FindingKind.COMPRESSED_FILE,
                number,
                e.reason() + "; the kernel refuses the file, or reads it wrongly");
      }
    }
  }

  private final class OneFile {
    private static final String NAME = "compressed file";

    private final int index;
    private final long size;

    OneFile(int index, long size) {
      this.index = index;
      this.size = size;
    }

    void check() throws IOException {
      if (size < CompressedHeader.BYTES) {
        throw corrupt(0, "is marked as compressed and has " + size + " bytes");
      }
      long expected = (size + superblock.blockBytes() - 1) / superblock.blockBytes();
      if (blocks.end(index) - blocks.first(index) != expected) {
        throw corrupt(0, "is marked as compressed and lacks some of its blocks");
      }
      ByteBuffer start = ByteBuffer.allocate(CompressedHeader.BYTES);
      read(0, start);
      CompressedHeader header = CompressedHeader.decode(start, size, NAME);
      kernel(header);
      table(header);
    }

    private void kernel(CompressedHeader header) throws CorruptImageException {
      boolean little = superblock.byteOrder() == ByteOrder.LITTLE_ENDIAN;
      if (header.byteOrder() != superblock.byteOrder()) {
        throw corrupt(0, "is of the other byte order than the file system");
      }
      int page = little ? PAGE_X86 : PAGE_SPARC;
      if (header.blockBytes() < page || header.blockBytes() > 2 * page) {
        throw corrupt(
            32, "has blocks of " + header.blockBytes() + " bytes, not " + page + " or " + 2 * page);
      }
    }

    private void table(CompressedHeader header) throws IOException {
      ByteBuffer table = ByteBuffer.allocate(TABLE_BYTES).order(header.byteOrder());
      // The entry behind the last block's is read too.
      long entries = header.blocks() + 1;
      int perPiece = TABLE_BYTES / Long.BYTES;
      long last = 0;
      for (long entry = 0; entry < entries; entry++) {
        int at = (int) (entry % perPiece);
        if (at == 0) {
          table.clear().limit((int) Math.min(TABLE_BYTES, Long.BYTES * (entries - entry)));
          read(CompressedHeader.placeOffset(entry), table);
        }
        long place = table.getLong(at * Long.BYTES);
        boolean isExtra = entry == header.blocks();
        if (entry > 0) {
          header.checkStream(entry - 1, last, isExtra ? size : place, size, NAME);
        }
        if (isExtra) {
          extra(header, last, place);
        }
        last = place;
      }
    }

    /** krtld of SPARC takes that entry for the end of the last block, where that is a full one. */
    private void extra(CompressedHeader header, long last, long place)
        throws CorruptImageException {
      boolean isUsed =
          header.byteOrder() == ByteOrder.BIG_ENDIAN && header.size() % header.blockBytes() == 0;
      if (isUsed && place > last && place < size) {
        throw corrupt(
            CompressedHeader.placeOffset(header.blocks()),
            "the entry behind the last block's is " + place + ", inside its stream");
      }
    }

    private void read(long offset, ByteBuffer target) throws IOException {
      long at = offset;
      target.position(0);
      while (target.hasRemaining()) {
        int start = (int) (at % superblock.blockBytes());
        int i = blocks.first(index) + (int) (at / superblock.blockBytes());
        int length = blocks.length(i) * superblock.fragmentBytes();
        int count = Math.min(target.remaining(), length - start);
        survey.read(superblock.fragmentOffset(blocks.start(i)), block, length);
        target.put(block.position(start).limit(start + count));
        at += count;
      }
      target.rewind();
    }

    private static CorruptImageException corrupt(long offset, String reason) {
      return CompressedHeader.corrupt(NAME, offset, reason);
    }
  }
}

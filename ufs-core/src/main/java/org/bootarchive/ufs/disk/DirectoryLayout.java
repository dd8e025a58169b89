package org.bootarchive.ufs.disk;

import static org.bootarchive.ufs.disk.DirectoryEntry.CHUNK_BYTES;
import static org.bootarchive.ufs.disk.DirectoryEntry.HEADER_BYTES;
import static org.bootarchive.ufs.disk.DirectoryEntry.INO;
import static org.bootarchive.ufs.disk.DirectoryEntry.LARGE_CHUNK_BYTES;
import static org.bootarchive.ufs.disk.DirectoryEntry.NAMLEN;
import static org.bootarchive.ufs.disk.DirectoryEntry.RECLEN;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;
import org.jspecify.annotations.Nullable;

/**
 * How a file system lays out its directories, by the root directory and those that it names.
 *
 * <p>No field of the superblock tells. illumos has directory blocks of 512 bytes and a {@code
 * d_namlen} of 16 bits, BSD since 4.4 {@code d_type} beside one of 8 bits, NeXTSTEP and Apple
 * blocks of 1024 bytes.
 *
 * @param chunkBytes bytes of a directory that no record crosses the ends of: 512 or 1024
 * @param hasTypes whether {@code d_type} is beside an 8-bit {@code d_namlen}
 */
record DirectoryLayout(int chunkBytes, boolean hasTypes) {
  private static final DirectoryLayout USUAL = new DirectoryLayout(CHUNK_BYTES, false);

  /** {@code DT_DIR} of BSD. */
  private static final int TYPE_DIRECTORY = 4;

  /** As many directories in the root are looked at where the root does not tell. */
  private static final int MOST_CHILDREN = 32;

  /** Finds out; what cannot be read is taken for the layout of illumos. */
  static DirectoryLayout of(BlockDevice device, Superblock superblock) throws IOException {
    return new Search(device, superblock).search();
  }

  /** What 1024 bytes of a directory are. */
  private enum Records {
    /** Whole only if blocks have 1024 bytes: a record lies across the middle, none starts there. */
    ACROSS,
    /** Whole in either way. */
    EITHER,
    /** Whole only if blocks have 512 bytes: the second half is one free record. */
    SPLIT,
    DAMAGED
  }

  private record Search(BlockDevice device, Superblock superblock) {

    DirectoryLayout search() throws IOException {
      Inode root = directory(Inode.ROOT);
      ByteBuffer block = root == null ? null : firstBlock(root);
      if (root == null || block == null) {
        return USUAL;
      }
      boolean typed = block.get(NAMLEN) == TYPE_DIRECTORY && block.get(NAMLEN + 1) == 1;
      return new DirectoryLayout(chunkBytes(root, block, typed), typed);
    }

    private int chunkBytes(Inode root, ByteBuffer block, boolean typed) throws IOException {
      if (root.size() % LARGE_CHUNK_BYTES != 0) {
        return CHUNK_BYTES;
      }
      boolean across = false;
      for (int at = 0; at + LARGE_CHUNK_BYTES <= block.capacity(); at += LARGE_CHUNK_BYTES) {
        Records records = records(block, at, typed);
        if (records == Records.SPLIT) {
          return CHUNK_BYTES;
        }
        across |= records == Records.ACROSS;
      }
      return childrenAgree(block, typed, across) ? LARGE_CHUNK_BYTES : CHUNK_BYTES;
    }

    /** Asks the directories that the root names: a single size that is odd settles it. */
    private boolean childrenAgree(ByteBuffer block, boolean typed, boolean acrossInRoot)
        throws IOException {
      boolean across = acrossInRoot;
      int children = 0;
      for (int at = 0;
          at + HEADER_BYTES <= block.capacity() && children < MOST_CHILDREN;
          at += Math.max(4, recordBytes(block, at) & ~3)) {
        long inode = block.getInt(at + INO) & 0xffffffffL;
        Inode child = inode > Inode.ROOT ? directory(inode) : null;
        if (child == null) {
          continue;
        }
        children++;
        if (child.size() % LARGE_CHUNK_BYTES != 0) {
          return false;
        }
        ByteBuffer first = firstBlock(child);
        Records records = first == null ? Records.DAMAGED : records(first, 0, typed);
        if (records == Records.SPLIT && !across) {
          return false;
        }
        across |= records == Records.ACROSS;
      }
      return across;
    }

    private @Nullable Inode directory(long number) throws IOException {
      if (number >= superblock.inodeCount()) {
        return null;
      }
      ByteBuffer buffer = read(superblock.inodeOffset(number), Inode.BYTES);
      Inode inode = buffer == null ? null : Inode.decode(buffer, 0);
      return inode != null && inode.type() == FileType.DIRECTORY && inode.size() > 0 ? inode : null;
    }

    /** Returns the first block of a directory as far as its size goes, null if it has none. */
    private @Nullable ByteBuffer firstBlock(Inode inode) throws IOException {
      long fragment = inode.direct().get(0) & 0xffffffffL;
      int bytes = (int) Math.min(inode.size(), superblock.blockBytes());
      return fragment == 0 || bytes < HEADER_BYTES
          ? null
          : read(superblock.fragmentOffset(fragment), bytes);
    }

    private @Nullable ByteBuffer read(long offset, int bytes) throws IOException {
      if (offset > device.size() - bytes) {
        return null;
      }
      ByteBuffer buffer = ByteBuffer.allocate(bytes).order(superblock.byteOrder());
      device.read(offset, buffer);
      return buffer.rewind();
    }

    private static Records records(ByteBuffer block, int start, boolean typed) {
      int middle = start + CHUNK_BYTES;
      int end = start + LARGE_CHUNK_BYTES;
      if (end > block.capacity()) {
        return Records.DAMAGED;
      }
      boolean halves = isWhole(block, middle, end, typed);
      if (halves && isWhole(block, start, middle, typed)) {
        boolean isFree = block.getInt(middle + INO) == 0;
        return isFree && recordBytes(block, middle) == CHUNK_BYTES ? Records.SPLIT : Records.EITHER;
      }
      return !halves && isWhole(block, start, end, typed) ? Records.ACROSS : Records.DAMAGED;
    }

    /** Returns whether records fill a range, the last one ending where it does. */
    private static boolean isWhole(ByteBuffer block, int start, int end, boolean typed) {
      int at = start;
      while (at < end) {
        int bytes = recordBytes(block, at);
        int nameBytes =
            typed ? block.get(at + NAMLEN + 1) & 0xff : block.getShort(at + NAMLEN) & 0xffff;
        boolean isFree = block.getInt(at + INO) == 0;
        int least = isFree ? HEADER_BYTES : DirectoryEntry.leastBytes(nameBytes);
        if (bytes < least || bytes % 4 != 0 || bytes > end - at) {
          return false;
        }
        at += bytes;
      }
      return true;
    }

    private static int recordBytes(ByteBuffer block, int at) {
      return block.getShort(at + RECLEN) & 0xffff;
    }
  }
}

package org.bootarchive.ufs.volume;

import static com.google.common.base.Preconditions.checkNotNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/** Finds and sets the pointers to logical blocks of a file, through its indirect blocks. */
final class PointerTree {
  private final ImageReader reader;
  private final MetadataBuffer buffer;
  private final Superblock geometry;

  PointerTree(ImageReader reader, MetadataBuffer buffer) {
    this.reader = reader;
    this.buffer = buffer;
    this.geometry = reader.geometry();
  }

  /** Gives a block for an indirect block that is needed. */
  interface BlockSource {
    /** Returns the fragment of a block that was taken. */
    long next() throws IOException;
  }

  /** Returns the pointer to a block, 0 for a hole. */
  int get(InodeDraft inode, long logicalBlock) throws IOException {
    if (logicalBlock < Inode.DIRECT_POINTERS) {
      return inode.direct[(int) logicalBlock];
    }
    Place place = place(logicalBlock);
    int pointer = inode.indirect[place.level - 1];
    for (int level = place.level; level > 0 && pointer != 0; level--) {
      pointer = readPointer(inode, pointer, offset(inode, pointer) + 4L * place.index(level));
    }
    return pointer;
  }

  /**
   * Sets pointers, one behind the other as a rule, and takes the indirect blocks that are not there
   * yet: each before the first block that it maps.
   */
  final class Setter {
    private final InodeDraft inode;
    private final BlockSource source;

    /** The indirect block that holds the pointers from one logical block on, up to another. */
    private @Nullable ByteBuffer leaf;

    private long leafStart;
    private long leafEnd;

    private Setter(InodeDraft inode, BlockSource source) {
      this.inode = inode;
      this.source = source;
    }

    /**
     * Makes sure that there is a place for the pointer to a block.
     *
     * @return the block up to which there are places, from that block on
     */
    long prepare(long logicalBlock) throws IOException {
      if (logicalBlock < Inode.DIRECT_POINTERS) {
        return Inode.DIRECT_POINTERS;
      }
      if (leaf == null || logicalBlock < leafStart || logicalBlock >= leafEnd) {
        Place place = place(logicalBlock);
        leafStart = logicalBlock - place.index(1);
        leafEnd = leafStart + geometry.pointersPerBlock();
        leaf = buffer.modify(offset(inode, leaf(inode, place, source)), geometry.blockBytes());
      }
      return leafEnd;
    }

    /** Sets the pointers to blocks that lie in a row, whose places were prepared. */
    void putRun(long logicalBlock, long fragment, int blocks) {
      int perBlock = geometry.fragmentsPerBlock();
      for (int i = 0; i < blocks; i++) {
        put(logicalBlock + i, fragment + (long) i * perBlock);
      }
    }

    /** Sets the pointer to a block, whose place was prepared last. */
    void put(long logicalBlock, long fragment) {
      if (logicalBlock < Inode.DIRECT_POINTERS) {
        inode.direct[(int) logicalBlock] = (int) fragment;
      } else {
        checkNotNull(leaf).putInt((int) (logicalBlock - leafStart) * 4, (int) fragment);
      }
    }
  }

  /**
   * Returns a setter of pointers.
   *
   * @param source where indirect blocks come from; they count as the inode's
   */
  Setter setter(InodeDraft inode, BlockSource source) {
    return new Setter(inode, source);
  }

  private int leaf(InodeDraft inode, Place place, BlockSource source) throws IOException {
    int at = inode.indirect[place.level - 1];
    if (at == 0) {
      at = newIndirect(inode, source);
      inode.indirect[place.level - 1] = at;
    }
    for (int level = place.level; level > 1; level--) {
      long slot = offset(inode, at) + 4L * place.index(level);
      int next = readPointer(inode, at, slot);
      if (next == 0) {
        next = newIndirect(inode, source);
        buffer.modify(slot, 4).putInt(0, next);
      }
      at = next;
    }
    return at;
  }

  private int readPointer(InodeDraft inode, int block, long slot) throws IOException {
    return reader.read(slot, 4, () -> name(inode, block)).getInt(0);
  }

  private int newIndirect(InodeDraft inode, BlockSource source) throws IOException {
    long fragment = source.next();
    buffer.replace(geometry.fragmentOffset(fragment), geometry.blockBytes());
    inode.addFragments(geometry.fragmentsPerBlock(), geometry);
    return (int) fragment;
  }

  /** Returns how many indirect blocks a file of some logical blocks has, without holes. */
  long indirectBlocks(long logicalBlocks) {
    long pointers = geometry.pointersPerBlock();
    long left = logicalBlocks - Inode.DIRECT_POINTERS;
    long count = 0;
    long reach = 1;
    for (int level = 1; level <= Inode.INDIRECT_POINTERS && left > 0; level++) {
      reach *= pointers;
      long mapped = Math.min(left, reach);
      for (long span = pointers; span <= reach; span *= pointers) {
        count += (mapped + span - 1) / span;
      }
      left -= mapped;
    }
    return count;
  }

  /** Where a pointer is: how many levels deep, and at which index on each. */
  private final class Place {
    final int level;
    private final long remainder;

    Place(int level, long remainder) {
      this.level = level;
      this.remainder = remainder;
    }

    int index(int atLevel) {
      long pointers = geometry.pointersPerBlock();
      long rest = remainder;
      for (int i = 1; i < atLevel; i++) {
        rest /= pointers;
      }
      return (int) (rest % pointers);
    }
  }

  private Place place(long logicalBlock) throws CorruptImageException {
    long rest = logicalBlock - Inode.DIRECT_POINTERS;
    long reach = 1;
    for (int level = 1; level <= Inode.INDIRECT_POINTERS; level++) {
      reach *= geometry.pointersPerBlock();
      if (rest < reach) {
        return new Place(level, rest);
      }
      rest -= reach;
    }
    throw new CorruptImageException(
        "file", -1, "block " + logicalBlock + " is beyond what three indirections reach");
  }

  /** Returns where a block is in the image, after a check that it can be one. */
  long offset(InodeDraft inode, int pointer) throws CorruptImageException {
    int perBlock = geometry.fragmentsPerBlock();
    if (pointer <= 0
        || pointer % perBlock != 0
        || (long) pointer + perBlock > geometry.sizeInFragments()) {
      throw new CorruptImageException(
          InodeTable.name(inode.number), -1, "an indirect block at fragment " + pointer);
    }
    return geometry.fragmentOffset(pointer);
  }

  private static String name(InodeDraft inode, int pointer) {
    return "indirect block " + pointer + " of " + InodeTable.name(inode.number);
  }

  /** Returns a whole indirect block to be read. */
  ByteBuffer block(InodeDraft inode, int pointer) throws IOException {
    return reader.read(offset(inode, pointer), geometry.blockBytes(), () -> name(inode, pointer));
  }
}

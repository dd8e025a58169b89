package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;

/**
 * Walks over the pointers of an inode and its indirect blocks, as {@code ckinode()} of {@code fsck}
 * does: blocks that the inode itself points to behind its end are shown, entries of indirect blocks
 * behind the end are only counted.
 */
final class BlockWalk {
  /**
   * Sees the blocks of an inode in the order of the file, indirect blocks before what they hold.
   */
  interface Visitor {
    /**
     * Takes a block.
     *
     * @param pointer its first fragment, as found
     * @param count its length in fragments
     * @param logicalBlock which block of the file it is, or the first one below an indirect block
     * @param level 0 for data, 1 to 3 for an indirect block
     * @return whether an indirect block is to be read
     */
    boolean block(int pointer, int count, long logicalBlock, int level);
  }

  private final Survey survey;
  private final Superblock superblock;
  private final int blockBytes;
  private final int fragmentBytes;
  private final int fragmentsPerBlock;
  private final int pointersPerBlock;
  private final byte[][] bytes = new byte[Inode.INDIRECT_POINTERS][];
  private final ByteBuffer[] indirectBlocks = new ByteBuffer[Inode.INDIRECT_POINTERS];
  private final byte[] zeros;
  private long blocks;
  private long blocksBeforeEnd;
  private long entriesBeyondEnd;
  private boolean complete;

  BlockWalk(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.blockBytes = superblock.blockBytes();
    this.fragmentBytes = superblock.fragmentBytes();
    this.fragmentsPerBlock = superblock.fragmentsPerBlock();
    this.pointersPerBlock = superblock.pointersPerBlock();
    for (int i = 0; i < indirectBlocks.length; i++) {
      bytes[i] = new byte[blockBytes];
      indirectBlocks[i] = survey.buffer(bytes[i]);
    }
    this.zeros = new byte[blockBytes];
  }

  /** Walks over an inode whose size is from 0 to 2^40. */
  void walk(Inode inode, Visitor visitor) throws IOException {
    blocks = (inode.size() + blockBytes - 1) / blockBytes;
    blocksBeforeEnd = 0;
    entriesBeyondEnd = 0;
    complete = true;
    for (int i = 0; i < Inode.DIRECT_POINTERS; i++) {
      int pointer = inode.direct().get(i);
      if (pointer != 0) {
        int length = i < blocks ? superblock.bytesInBlock(inode.size(), i) : blockBytes;
        visitor.block(pointer, length / fragmentBytes, i, 0);
        blocksBeforeEnd += i < blocks ? 1 : 0;
      }
    }
    long first = Inode.DIRECT_POINTERS;
    long below = pointersPerBlock;
    for (int level = 1; level <= Inode.INDIRECT_POINTERS; level++) {
      int pointer = inode.indirect().get(level - 1);
      if (pointer != 0) {
        indirect(pointer, first, below, level, visitor);
      }
      first += below;
      below *= pointersPerBlock;
    }
  }

  private void indirect(int pointer, long first, long below, int level, Visitor visitor)
      throws IOException {
    if (!visitor.block(pointer, fragmentsPerBlock, first, level)) {
      complete = false;
      return;
    }
    ByteBuffer buffer = indirectBlocks[level - 1];
    survey.read(superblock.fragmentOffset(pointer), buffer, blockBytes);
    int entries = pointersPerBlock;
    long perEntry = below / entries;
    long left = Math.max(0, blocks - first);
    int within = (int) Math.min(entries, (left + perEntry - 1) / perEntry);
    for (int i = 0; i < within; i++) {
      int entry = buffer.getInt(4 * i);
      if (entry == 0) {
        continue;
      }
      if (level > 1) {
        indirect(entry, first + i * perEntry, perEntry, level - 1, visitor);
      } else {
        visitor.block(entry, fragmentsPerBlock, first + i, 0);
        blocksBeforeEnd++;
      }
    }
    if (Arrays.mismatch(bytes[level - 1], 4 * within, 4 * entries, zeros, 0, 4 * (entries - within))
        >= 0) {
      countBeyondEnd(buffer, within, entries);
    }
  }

  private void countBeyondEnd(ByteBuffer buffer, int from, int to) {
    for (int i = from; i < to; i++) {
      if (buffer.getInt(4 * i) != 0) {
        entriesBeyondEnd++;
      }
    }
  }

  /** Returns whether every indirect block of the last inode was read. */
  boolean isComplete() {
    return complete;
  }

  /** Returns the number of blocks that the size of the last inode asks for. */
  long blocks() {
    return blocks;
  }

  /** Returns how many blocks before its end the last inode lacks. */
  long holes() {
    return complete ? blocks - blocksBeforeEnd : 0;
  }

  /** Returns how many entries of indirect blocks lie behind the end of the last inode. */
  long entriesBeyondEnd() {
    return entriesBeyondEnd;
  }
}

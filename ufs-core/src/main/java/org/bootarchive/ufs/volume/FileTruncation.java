package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;

/** Frees the blocks behind a file's new end: {@code ufs_itrunc} and {@code indirtrunc}. */
final class FileTruncation {
  private final MetadataBuffer buffer;
  private final BlockAllocator allocator;
  private final PointerTree tree;
  private final Superblock geometry;
  private final int perBlock;

  FileTruncation(
      MetadataBuffer buffer, BlockAllocator allocator, PointerTree tree, Superblock geometry) {
    this.buffer = buffer;
    this.allocator = allocator;
    this.tree = tree;
    this.geometry = geometry;
    this.perBlock = geometry.fragmentsPerBlock();
  }

  /**
   * Frees what is behind a size.
   *
   * @param newSize at most the inode's
   */
  void truncate(InodeDraft inode, long newSize) throws IOException {
    long kept = (newSize + geometry.blockBytes() - 1) / geometry.blockBytes();
    truncateIndirect(inode, kept - Inode.DIRECT_POINTERS);
    for (int i = Inode.DIRECT_POINTERS - 1; i >= 0; i--) {
      int pointer = inode.direct[i];
      if (pointer == 0) {
        continue;
      }
      int old = geometry.bytesInBlock(inode.size, i) / geometry.fragmentBytes();
      int left = i < kept ? geometry.bytesInBlock(newSize, i) / geometry.fragmentBytes() : 0;
      if (old > left) {
        allocator.free(pointer + left, old - left);
        inode.addFragments(left - old, geometry);
      }
      if (left == 0) {
        inode.direct[i] = 0;
      }
    }
    inode.size = newSize;
  }

  private void truncateIndirect(InodeDraft inode, long keptIndirect) throws IOException {
    long kept = keptIndirect;
    long reach = 1;
    for (int level = 1; level <= Inode.INDIRECT_POINTERS; level++) {
      reach *= geometry.pointersPerBlock();
      int pointer = inode.indirect[level - 1];
      if (pointer != 0) {
        if (kept <= 0) {
          inode.indirect[level - 1] = 0;
          freeTree(inode, pointer, level);
        } else if (kept < reach) {
          cutTree(inode, pointer, level, kept);
        }
      }
      kept -= reach;
    }
  }

  /** Frees an indirect block with everything below it. */
  private void freeTree(InodeDraft inode, int pointer, int level) throws IOException {
    ByteBuffer block = tree.block(inode, pointer);
    for (int i = geometry.pointersPerBlock() - 1; i >= 0; i--) {
      freeEntry(inode, block.getInt(4 * i), level);
    }
    freeBlock(inode, pointer);
  }

  /** Frees what an indirect block maps behind some blocks that stay, at least one. */
  private void cutTree(InodeDraft inode, int pointer, int level, long kept) throws IOException {
    long span = 1;
    for (int i = 1; i < level; i++) {
      span *= geometry.pointersPerBlock();
    }
    ByteBuffer block = buffer.modify(tree.offset(inode, pointer), geometry.blockBytes());
    int firstFreed = (int) ((kept + span - 1) / span);
    for (int i = geometry.pointersPerBlock() - 1; i >= firstFreed; i--) {
      int entry = block.getInt(4 * i);
      block.putInt(4 * i, 0);
      freeEntry(inode, entry, level);
    }
    long keptInLast = kept % span;
    int last = block.getInt(4 * (firstFreed - 1));
    if (keptInLast != 0 && last != 0) {
      cutTree(inode, last, level - 1, keptInLast);
    }
  }

  private void freeEntry(InodeDraft inode, int entry, int level) throws IOException {
    if (entry == 0) {
      return;
    }
    if (level > 1) {
      freeTree(inode, entry, level - 1);
    } else {
      // Negative where a block was allocated ahead and never written.
      freeBlock(inode, Math.abs(entry));
    }
  }

  private void freeBlock(InodeDraft inode, int pointer) throws IOException {
    allocator.free(pointer, perBlock);
    inode.addFragments(-perBlock, geometry);
  }
}

package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.jspecify.annotations.Nullable;

/**
 * Gives a file the blocks that its size asks for: {@code bmap_write} in ufs_bmap.c.
 *
 * <p>Of regular files only the pointers change here; whoever grows them writes their new bytes. New
 * fragments of everything else are zeros in the metadata buffer.
 */
final class FileSpace {
  /** {@code FS_OPTTIME}: fragments that grow get a whole block to grow into. */
  private static final int OPTIMIZED_FOR_TIME = 0;

  private final ImageReader reader;
  private final InodeTable inodes;
  private final MetadataBuffer buffer;
  private final BlockAllocator allocator;
  private final PointerTree tree;
  private final Superblock geometry;
  private final int perBlock;

  FileSpace(
      ImageReader reader, InodeTable inodes, MetadataBuffer buffer, BlockAllocator allocator) {
    this.reader = reader;
    this.inodes = inodes;
    this.buffer = buffer;
    this.allocator = allocator;
    this.tree = new PointerTree(reader, buffer);
    this.geometry = reader.geometry();
    this.perBlock = geometry.fragmentsPerBlock();
  }

  /**
   * Takes every block of a file that is empty, and sets the size.
   *
   * @param size above 0, below {@link BlockMap#FILE_LIMIT}
   * @return where the blocks are, the last part up to the end of its fragments
   */
  ImmutableList<Extent> fill(InodeDraft inode, long size) throws IOException {
    ExtentList parts = new ExtentList();
    grow(inode, size, parts);
    return parts.build();
  }

  /**
   * Takes every block from the file's end to a new one, and sets the size.
   *
   * @param newSize above the inode's, below {@link BlockMap#FILE_LIMIT}
   */
  void grow(InodeDraft inode, long newSize) throws IOException {
    grow(inode, newSize, null);
  }

  private void grow(InodeDraft inode, long newSize, @Nullable ExtentList parts) throws IOException {
    long available = allocator.freeFragments();
    long oldBlocks = blocks(inode.size);
    long newBlocks = blocks(newSize);
    int tail = newBlocks > oldBlocks ? fragments(newSize, newBlocks - 1) % perBlock : 0;
    long whole = newBlocks - oldBlocks - (tail > 0 ? 1 : 0);
    long indirect = tree.indirectBlocks(newBlocks) - tree.indirectBlocks(oldBlocks);
    long needed = (whole + indirect) * perBlock + tail + tailGrowth(inode, newSize);
    if (whole + indirect > allocator.freeBlocks() || needed > available) {
      throw outOfSpace(needed, available);
    }
    try {
      growTail(inode, newSize);
      appendBlocks(inode, newSize, whole + indirect, parts);
    } catch (OutOfSpaceException e) {
      throw outOfSpace(needed, available);
    }
    inode.size = newSize;
  }

  private void appendBlocks(
      InodeDraft inode, long newSize, long expected, @Nullable ExtentList parts)
      throws IOException {
    long first = blocks(inode.size);
    long end = blocks(newSize);
    BlockSupply supply =
        new BlockSupply(allocator, perBlock, preferenceFor(inode, first), expected);
    PointerTree.Setter pointers = tree.setter(inode, supply);
    long wholeEnd = fragments(newSize, end - 1) == perBlock ? end : end - 1;
    for (long block = first; block < wholeEnd; ) {
      long places = pointers.prepare(block);
      long fragment = supply.next(Math.min(places, wholeEnd) - block);
      int count = supply.taken();
      pointers.putRun(block, fragment, count);
      inode.addFragments((long) count * perBlock, geometry);
      for (int i = 0; i < count && !isPlain(inode); i++) {
        fresh(inode, fragment + (long) i * perBlock, perBlock);
      }
      if (parts != null) {
        parts.add(geometry.fragmentOffset(fragment), (long) count * geometry.blockBytes());
      }
      block += count;
    }
    if (first <= wholeEnd && wholeEnd < end) {
      int count = fragments(newSize, wholeEnd);
      long fragment = append(inode, wholeEnd, count, supply, pointers);
      if (parts != null) {
        parts.add(geometry.fragmentOffset(fragment), (long) count * geometry.fragmentBytes());
      }
    }
    supply.finish();
  }

  private long append(
      InodeDraft inode, long block, int count, BlockSupply supply, PointerTree.Setter pointers)
      throws IOException {
    long unused = pointers.prepare(block);
    long fragment =
        count == perBlock ? supply.next() : allocator.takeFragments(supply.preferred(), count);
    pointers.put(block, fragment);
    inode.addFragments(count, geometry);
    fresh(inode, fragment, count);
    return fragment;
  }

  /** Makes the last block of a file as long as a new size wants it, if it is not a hole. */
  private void growTail(InodeDraft inode, long newSize) throws IOException {
    int more = tailGrowth(inode, newSize);
    if (more == 0) {
      return;
    }
    int block = (int) blocks(inode.size) - 1;
    int old = fragments(inode.size, block);
    int fragment = inode.direct[block];
    if (allocator.extend(fragment, old, old + more)) {
      fresh(inode, fragment + old, more);
    } else {
      long moved = takeFor(old + more, preferenceFor(inode, block));
      copy(inode, fragment, moved, old, old + more);
      inode.direct[block] = (int) moved;
      allocator.free(fragment, old);
    }
    inode.addFragments(more, geometry);
  }

  private long takeFor(int count, long preferred) throws IOException {
    boolean wholeBlock =
        count == perBlock
            || (geometry.get(SuperblockField.OPTIM) == OPTIMIZED_FOR_TIME
                && allocator.freeBlocks() > 0);
    if (!wholeBlock) {
      return allocator.takeFragments(preferred, count);
    }
    long fragment = allocator.takeBlocks(preferred, 1).fragment();
    if (count < perBlock) {
      allocator.free(fragment + count, perBlock - count);
    }
    return fragment;
  }

  /** Returns by how many fragments the last block grows in place or elsewhere. */
  private int tailGrowth(InodeDraft inode, long newSize) {
    long block = blocks(inode.size) - 1;
    return block < 0 || block >= Inode.DIRECT_POINTERS || inode.direct[(int) block] == 0
        ? 0
        : Math.max(0, fragments(newSize, block) - fragments(inode.size, block));
  }

  /** Takes a block, of zeros, for every hole in some bytes of a file that are within its size. */
  void fillHoles(InodeDraft inode, long from, long to) throws IOException {
    List<Extent> extents =
        BlockMap.extents(reader, inodes, inode.number, inode.toInode(), from, to);
    for (Extent extent : extents) {
      if (extent.isHole()) {
        long first = extent.fileOffset() / geometry.blockBytes();
        long end = blocks(extent.fileEnd());
        BlockSupply supply =
            new BlockSupply(allocator, perBlock, preferenceFor(inode, first), end - first);
        PointerTree.Setter pointers = tree.setter(inode, supply);
        for (long block = first; block < end; block++) {
          fillHole(inode, block, supply, pointers);
        }
        supply.finish();
      }
    }
  }

  private void fillHole(
      InodeDraft inode, long block, BlockSupply supply, PointerTree.Setter pointers)
      throws IOException {
    int count = fragments(inode.size, block);
    long ahead = Math.abs((long) tree.get(inode, block));
    if (ahead == 0) {
      ahead = append(inode, block, count, supply, pointers);
    } else {
      // Allocated and never written: the pointer is negative until it is.
      allocator.requireInBlock(ahead, count);
      long unused = pointers.prepare(block);
      pointers.put(block, ahead);
    }
    if (isPlain(inode)) {
      zeros(ahead, count);
    }
  }

  /**
   * Makes a file longer with a hole, as {@code ufs_itrunc} does: only its last block is taken.
   *
   * @param newSize above the inode's
   */
  void growWithHole(InodeDraft inode, long newSize) throws IOException {
    long oldSize = inode.size;
    growTail(inode, newSize);
    inode.size = newSize;
    long lastBlock = (blocks(newSize) - 1) * geometry.blockBytes();
    fillHoles(inode, Math.max(lastBlock, oldSize), newSize);
  }

  /** Frees every block behind a new size, and sets the size. */
  void shrink(InodeDraft inode, long newSize) throws IOException {
    new FileTruncation(buffer, allocator, tree, geometry).truncate(inode, newSize);
    if (newSize % geometry.blockBytes() != 0) {
      fillHoles(inode, newSize - 1, newSize);
    }
  }

  /** Returns where a block of a file is wanted: behind the one before it. */
  private long preferenceFor(InodeDraft inode, long block) throws IOException {
    int before = block == 0 ? 0 : tree.get(inode, block - 1);
    return before == 0
        ? allocator.preferenceFor(inode.number)
        : (Math.abs((long) before) / perBlock + 1) * perBlock;
  }

  private void fresh(InodeDraft inode, long fragment, int count) {
    if (!isPlain(inode)) {
      buffer.replace(geometry.fragmentOffset(fragment), count * geometry.fragmentBytes());
    }
  }

  private void zeros(long fragment, int count) throws IOException {
    buffer.writeThrough(
        geometry.fragmentOffset(fragment), ByteBuffer.allocate(count * geometry.fragmentBytes()));
  }

  private void copy(InodeDraft inode, long from, long to, int old, int count) throws IOException {
    ByteBuffer bytes =
        reader.read(
            geometry.fragmentOffset(from),
            old * geometry.fragmentBytes(),
            () -> "content of " + InodeTable.name(inode.number));
    if (isPlain(inode)) {
      buffer.writeThrough(geometry.fragmentOffset(to), bytes);
    } else {
      buffer.replace(geometry.fragmentOffset(to), count * geometry.fragmentBytes()).put(bytes);
    }
  }

  private static boolean isPlain(InodeDraft inode) {
    return inode.type() == FileType.REGULAR;
  }

  private long blocks(long size) {
    return (size + geometry.blockBytes() - 1) / geometry.blockBytes();
  }

  private int fragments(long size, long block) {
    return geometry.bytesInBlock(size, block) / geometry.fragmentBytes();
  }

  private OutOfSpaceException outOfSpace(long needed, long available) {
    return new OutOfSpaceException(
        needed * geometry.fragmentBytes(), available * geometry.fragmentBytes());
  }
}

package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/**
 * Follows the pointers of one inode to its blocks, from the first byte of the file to the last.
 *
 * <p>A pointer may be anything. The walk ends because no indirect block is followed twice, a
 * pointer of 0 stands for its whole subtree, and a file cannot hold more than the file system does.
 */
final class BlockMap {
  /** Larger than any file of the kernel's ({@code UFS_MAXOFFSET_T}), in bytes. */
  static final long FILE_LIMIT = 1L << 40;

  /** Parts that one file may lie in: more would need a scattered file of 8 GiB. */
  private static final int EXTENT_LIMIT = 1 << 21;

  /** Marks a file some of whose pointers are negative: allocated, never written (IFALLOCATE). */
  private static final int FLAG_FALLOCATED = 2;

  private final ImageReader reader;
  private final InodeTable inodes;
  private final Superblock superblock;
  private final long number;
  private final Inode inode;
  private final Set<Long> indirectBlocks = new HashSet<>();
  private final ImmutableList.Builder<Extent> extents = ImmutableList.builder();
  private int extentCount;
  private long allocatedBytes;

  /** Where the walk is in the file, in bytes. */
  private long position;

  private long pendingStart;
  private long pendingDevice;

  private final long from;
  private final long end;

  private BlockMap(
      ImageReader reader, InodeTable inodes, long number, Inode inode, long from, long to) {
    this.reader = reader;
    this.from = from;
    this.end = Math.min(to, inode.size());
    this.inodes = inodes;
    this.superblock = reader.geometry();
    this.number = number;
    this.inode = inode;
  }

  /**
   * Returns the parts of a file in order, neighbours on the device joined.
   *
   * @param inode one whose pointers are addresses: not a device
   */
  static ImmutableList<Extent> extents(
      ImageReader reader, InodeTable inodes, long number, Inode inode) throws IOException {
    ImmutableList<Extent> simple = directParts(reader.geometry(), inode);
    return simple == null
        ? new BlockMap(reader, inodes, number, inode, 0, Long.MAX_VALUE).walk()
        : simple;
  }

  /**
   * Returns the parts of a file without holes and indirect blocks, as most are, in little code;
   * null if it is not so simple, or not sound.
   */
  private static @Nullable ImmutableList<Extent> directParts(Superblock superblock, Inode inode) {
    long size = inode.size();
    int blockBytes = superblock.blockBytes();
    if (size <= 0 || size > (long) Inode.DIRECT_POINTERS * blockBytes) {
      return null;
    }
    int perBlock = superblock.fragmentsPerBlock();
    int last = (int) ((size - 1) / blockBytes);
    int lastFragments = superblock.bytesInBlock(size, last) / superblock.fragmentBytes();
    Extent[] parts = new Extent[last + 1];
    int count = 0;
    int start = 0;
    for (int i = 0; i <= last; i++) {
      int pointer = inode.direct().get(i);
      int fragments = i == last ? lastFragments : perBlock;
      if (pointer <= 0
          || (long) pointer + fragments > superblock.sizeInFragments()
          || pointer % perBlock + fragments > perBlock) {
        return null;
      }
      boolean ends = i == last || inode.direct().get(i + 1) != pointer + perBlock;
      if (ends) {
        long offset = (long) start * blockBytes;
        long bytes = Math.min(size, (i + 1L) * blockBytes) - offset;
        long place = superblock.fragmentOffset(inode.direct().get(start));
        parts[count++] = new Extent(offset, place, bytes);
        start = i + 1;
      }
    }
    return count == 1
        ? ImmutableList.of(parts[0])
        : ImmutableList.copyOf(Arrays.copyOf(parts, count));
  }

  /** Returns the parts of some bytes of a file, cut to those that are within its size. */
  static ImmutableList<Extent> extents(
      ImageReader reader, InodeTable inodes, long number, Inode inode, long from, long to)
      throws IOException {
    return new BlockMap(reader, inodes, number, inode, from, to).walk();
  }

  private ImmutableList<Extent> walk() throws IOException {
    long size = inode.size();
    if (size < 0 || size >= FILE_LIMIT) {
      throw inodes.corrupt(
          number, "size " + Long.toUnsignedString(size) + " is beyond that of any file");
    }
    for (int i = 0; i < Inode.DIRECT_POINTERS && position < end; i++) {
      data(inode.direct().get(i), superblock.bytesInBlock(size, i), "ic_db", i);
    }
    for (int level = 1; level <= Inode.INDIRECT_POINTERS && position < end; level++) {
      subtree(inode.indirect().get(level - 1), level, "ic_ib", level - 1);
    }
    finishExtent();
    if (position < end) {
      throw inodes.corrupt(number, "size " + size + " is beyond what three indirections reach");
    }
    return extents.build();
  }

  private void subtree(int pointer, int level, String holder, int index) throws IOException {
    long span = superblock.blockBytes();
    for (int i = 0; i < level; i++) {
      span *= superblock.pointersPerBlock();
    }
    if (pointer == 0 || position + span <= from) {
      advance(Extent.HOLE, span);
      return;
    }
    long offset = deviceOffset(pointer, superblock.blockBytes(), holder, index);
    if (!indirectBlocks.add(offset)) {
      throw inodes.corrupt(
          number, "the indirect block of " + holder + "[" + index + "] is met a second time");
    }
    String name = "indirect block " + pointer;
    long each = span / superblock.pointersPerBlock();
    int pointers =
        (int) Math.min(superblock.pointersPerBlock(), (end - position + each - 1) / each);
    ByteBuffer block =
        reader.read(offset, 4 * pointers, () -> name + " of " + InodeTable.name(number));
    for (int i = 0; i < pointers && position < end; i++) {
      int next = block.getInt(4 * i);
      if (level > 1) {
        subtree(next, level - 1, name, i);
      } else if (next < 0 && (inode.flags() & FLAG_FALLOCATED) != 0) {
        advance(Extent.HOLE, superblock.blockBytes());
      } else {
        data(next, superblock.blockBytes(), name, i);
      }
    }
  }

  private void data(int pointer, int bytes, String holder, int index) throws IOException {
    if (pointer == 0 || position + superblock.blockBytes() <= from) {
      advance(Extent.HOLE, superblock.blockBytes());
      return;
    }
    allocatedBytes += bytes;
    if (allocatedBytes > superblock.sizeInBytes()) {
      throw inodes.corrupt(number, "more blocks than the file system has");
    }
    advance(deviceOffset(pointer, bytes, holder, index), superblock.blockBytes());
  }

  /** Returns where a run of fragments lies in the image, after a check that it can. */
  private long deviceOffset(int pointer, int bytes, String holder, int index)
      throws CorruptImageException {
    int fragments = bytes / superblock.fragmentBytes();
    int perBlock = superblock.fragmentsPerBlock();
    if (pointer < 0 || (long) pointer + fragments > superblock.sizeInFragments()) {
      throw inodes.corrupt(
          number,
          holder
              + "["
              + index
              + "] is "
              + pointer
              + ", the file system has "
              + superblock.sizeInFragments()
              + " fragments");
    }
    if (pointer % perBlock + fragments > perBlock) {
      throw inodes.corrupt(
          number,
          String.format(
              Locale.ROOT,
              "%s[%d] is %d, where %d fragments do not lie within a block",
              holder,
              index,
              pointer,
              fragments));
    }
    return superblock.fragmentOffset(pointer);
  }

  /** Goes on by some bytes, the last of which may lie behind the end. */
  private void advance(long place, long bytes) throws CorruptImageException {
    long next = Math.min(position + bytes, end);
    if (next <= from) {
      position = next;
      pendingStart = next;
      return;
    }
    long device = place;
    if (position < from) {
      device += place == Extent.HOLE ? 0 : from - position;
      position = from;
      pendingStart = from;
    }
    boolean continues =
        position > pendingStart
            && (device == Extent.HOLE
                ? pendingDevice == Extent.HOLE
                : pendingDevice != Extent.HOLE
                    && pendingDevice + position - pendingStart == device);
    if (!continues) {
      finishExtent();
      pendingStart = position;
      pendingDevice = device;
    }
    position = next;
  }

  private void finishExtent() throws CorruptImageException {
    if (position == pendingStart) {
      return;
    }
    if (++extentCount > EXTENT_LIMIT) {
      throw inodes.corrupt(number, "lies in more than " + EXTENT_LIMIT + " parts");
    }
    extents.add(new Extent(pendingStart, pendingDevice, position - pendingStart));
  }
}

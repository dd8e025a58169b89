package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.List;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Superblock;

/** Changes the contents and sizes of regular files. */
final class FileWriter {
  private static final int ZERO_BYTES = 1 << 16;

  private final ImageReader reader;
  private final InodeTable table;
  private final MetadataBuffer buffer;
  private final InodeStore inodes;
  private final FileSpace space;
  private final VolumeClock clock;
  private final Superblock geometry;

  FileWriter(
      ImageReader reader,
      InodeTable table,
      MetadataBuffer buffer,
      InodeStore inodes,
      FileSpace space,
      VolumeClock clock) {
    this.reader = reader;
    this.table = table;
    this.buffer = buffer;
    this.inodes = inodes;
    this.space = space;
    this.clock = clock;
    this.geometry = reader.geometry();
  }

  /** Writes at a position, which may lie behind the end: what is between becomes zeros. */
  InodeDraft write(long number, long position, ByteBuffer source) throws IOException {
    InodeDraft inode = regular(number);
    long end = checkSize(number, position + source.remaining());
    if (!source.hasRemaining()) {
      return inode;
    }
    long oldSize = inode.size;
    if (end > oldSize) {
      space.grow(inode, end);
      zero(inode, oldSize, position);
    }
    space.fillHoles(inode, position, end);
    put(inode, position, source);
    if (end > oldSize) {
      zeroSlack(inode);
    }
    inode.contentChanged(clock.now());
    inodes.store(inode);
    return inode;
  }

  /** Makes a file shorter, or longer with zeros that are written out. */
  InodeDraft truncate(long number, long newSize) throws IOException {
    InodeDraft inode = regular(number);
    checkSize(number, newSize);
    long oldSize = inode.size;
    if (newSize < oldSize) {
      space.shrink(inode, newSize);
    } else if (newSize > oldSize) {
      space.grow(inode, newSize);
      zero(inode, oldSize, newSize);
    }
    zeroSlack(inode);
    inode.contentChanged(clock.now());
    inodes.store(inode);
    return inode;
  }

  /** Makes a file longer with a hole. */
  InodeDraft extendWithHole(long number, long newSize) throws IOException {
    InodeDraft inode = regular(number);
    checkSize(number, newSize);
    long oldSize = inode.size;
    if (newSize > oldSize) {
      space.growWithHole(inode, newSize);
      long block = geometry.blockBytes();
      zero(inode, oldSize, Math.min(newSize, (oldSize + block - 1) / block * block));
      zeroSlack(inode);
    }
    inode.contentChanged(clock.now());
    inodes.store(inode);
    return inode;
  }

  /** Gives an empty file all its blocks and says where they are; writes nothing into them. */
  ImmutableList<Extent> allocate(long number, long size) throws IOException {
    InodeDraft inode = emptyRegular(number);
    ImmutableList<Extent> extents = allocate(inode, size);
    if (size > 0) {
      inode.contentChanged(clock.now());
      inodes.store(inode);
    }
    return extents;
  }

  /** As {@link #allocate(long, long)}, for an inode that is the caller's to store. */
  ImmutableList<Extent> allocate(InodeDraft inode, long size) throws IOException {
    checkSize(inode.number, size);
    if (size == 0) {
      return ImmutableList.of();
    }
    return space.fill(inode, size);
  }

  /** As {@link #allocate}, but for holes; what is not in the parts that are returned is zeros. */
  ImmutableList<Extent> allocateAround(long number, long size, List<Extent> holes)
      throws IOException {
    InodeDraft inode = emptyRegular(number);
    ImmutableList<Extent> extents = allocateAround(inode, size, holes);
    inode.contentChanged(clock.now());
    inodes.store(inode);
    return extents;
  }

  /** As {@link #allocateAround(long, long, List)}, for an inode that is the caller's to store. */
  ImmutableList<Extent> allocateAround(InodeDraft inode, long size, List<Extent> holes)
      throws IOException {
    checkSize(inode.number, size);
    space.growWithHole(inode, size);
    long at = 0;
    for (Extent hole : holes) {
      if (hole.fileOffset() > at) {
        space.fillHoles(inode, at, hole.fileOffset());
      }
      at = hole.fileEnd();
    }
    if (at < size) {
      space.fillHoles(inode, at, size);
    }
    zeroSlack(inode);
    return BlockMap.extents(reader, table, inode.number, inode.toInode()).stream()
        .filter(extent -> !extent.isHole())
        .collect(ImmutableList.toImmutableList());
  }

  private InodeDraft emptyRegular(long number) throws IOException {
    InodeDraft inode = regular(number);
    if (inode.size != 0) {
      throw new FileSystemException(
          InodeTable.name(number), null, "is not empty: it has " + inode.size + " bytes");
    }
    return inode;
  }

  private InodeDraft regular(long number) throws IOException {
    InodeDraft inode = inodes.edit(number);
    if (inode.type() != FileType.REGULAR) {
      throw new FileSystemException(
          InodeTable.name(number), null, "is no regular file but of type " + inode.type());
    }
    return inode;
  }

  private static long checkSize(long number, long size) throws FileSystemException {
    if (size < 0 || size >= BlockMap.FILE_LIMIT) {
      throw new FileSystemException(
          InodeTable.name(number), null, "a file of " + size + " bytes is beyond the limit");
    }
    return size;
  }

  private void put(InodeDraft inode, long position, ByteBuffer source) throws IOException {
    int limit = source.limit();
    for (Extent extent : extents(inode, position, position + source.remaining())) {
      source.limit(source.position() + (int) extent.bytes());
      try {
        buffer.writeThrough(extent.deviceOffset(), source);
      } finally {
        source.limit(limit);
      }
    }
  }

  /** Puts zeros into some bytes of a file, where they are not in a hole. */
  private void zero(InodeDraft inode, long from, long to) throws IOException {
    if (from >= to) {
      return;
    }
    for (Extent extent : extents(inode, from, to)) {
      if (!extent.isHole()) {
        zeroDevice(extent.deviceOffset(), extent.bytes());
      }
    }
  }

  /** Puts zeros behind the end of a file, up to the end of its last fragment or block. */
  private void zeroSlack(InodeDraft inode) throws IOException {
    if (inode.size == 0) {
      return;
    }
    Extent end = extents(inode, inode.size - 1, inode.size).get(0);
    if (!end.isHole()) {
      zeroDevice(end.deviceOffset() + 1, allocatedEnd(inode) - inode.size);
    }
  }

  /** Returns where the last fragment or block of a file that is not empty ends, in the file. */
  private long allocatedEnd(InodeDraft inode) {
    long last = (inode.size - 1) / geometry.blockBytes();
    return last * geometry.blockBytes() + geometry.bytesInBlock(inode.size, last);
  }

  private void zeroDevice(long offset, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, ZERO_BYTES));
    for (long done = 0; done < bytes; ) {
      zeros.clear().limit((int) Math.min(bytes - done, zeros.capacity()));
      done += zeros.remaining();
      buffer.writeThrough(offset + done - zeros.remaining(), zeros);
    }
  }

  private ImmutableList<Extent> extents(InodeDraft inode, long from, long to) throws IOException {
    return BlockMap.extents(reader, table, inode.number, inode.toInode(), from, to);
  }
}

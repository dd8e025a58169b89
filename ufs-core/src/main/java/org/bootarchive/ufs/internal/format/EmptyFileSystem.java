package org.bootarchive.ufs.internal.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;

/**
 * Writes an empty file system from front to back, one piece a group: the copy of the superblock,
 * the group block and the inode table lie side by side.
 */
final class EmptyFileSystem {
  private static final int SUMMARIES_AT_ONCE = 4096;

  private final Geometry geometry;
  private final Superblock superblock;
  private final Lrand48 generations;
  private final int lostFoundGeneration;
  private final int rootGeneration;

  EmptyFileSystem(Geometry geometry, Superblock superblock, int seed) {
    this.geometry = geometry;
    this.superblock = superblock;
    this.generations = new Lrand48(seed);
    Lrand48 afterAllInodes = new Lrand48(seed);
    afterAllInodes.skip(geometry.inodeCount());
    this.lostFoundGeneration = afterAllInodes.next();
    this.rootGeneration = afterAllInodes.next();
  }

  void write(WritableBlockDevice device) throws IOException {
    byte[] copy = superblock.toBytes();
    device.write(Superblock.OFFSET, ByteBuffer.wrap(copy));
    int inodesAt = Superblock.BYTES + geometry.blockBytes();
    ByteBuffer tables =
        ByteBuffer.allocate(inodesAt + geometry.inodesPerGroup() * Inode.BYTES)
            .order(superblock.byteOrder());
    tables.put(0, copy);
    ByteBuffer groupBlock =
        tables.slice(Superblock.BYTES, geometry.blockBytes()).order(superblock.byteOrder());
    byte[] zeros = new byte[geometry.blockBytes()];
    EmptyGroup emptyGroup = new EmptyGroup(geometry, superblock);
    for (int group = 0; group < geometry.groups(); group++) {
      groupBlock.put(0, zeros);
      emptyGroup.fill(group, groupBlock);
      FirstInodes.putFree(tables, inodesAt, geometry.inodesPerGroup(), generations);
      if (group == 0) {
        putDirectoryInodes(tables, inodesAt);
      }
      device.write(
          superblock.fragmentOffset(superblock.superblockFragment(group)), tables.rewind());
      if (group == 0) {
        writeSummaries(device);
        writeDirectories(device);
      }
    }
  }

  private void putDirectoryInodes(ByteBuffer tables, int inodesAt) {
    int time = superblock.time();
    FirstInodes.root(geometry, time, rootGeneration)
        .encode(tables, inodesAt + Inode.ROOT * Inode.BYTES);
    FirstInodes.lostFound(geometry, time, lostFoundGeneration)
        .encode(tables, inodesAt + FirstInodes.LOST_FOUND * Inode.BYTES);
  }

  private void writeSummaries(WritableBlockDevice device) throws IOException {
    int most = Math.min(geometry.groups(), SUMMARIES_AT_ONCE);
    ByteBuffer buffer =
        ByteBuffer.allocate(most * CylinderSummary.BYTES).order(superblock.byteOrder());
    long at = superblock.summaryOffset();
    for (int first = 0; first < geometry.groups(); first += most) {
      int count = Math.min(most, geometry.groups() - first);
      for (int i = 0; i < count; i++) {
        GroupSpace.of(geometry, first + i).summary().encode(buffer, i * CylinderSummary.BYTES);
      }
      buffer.rewind().limit(count * CylinderSummary.BYTES);
      device.write(at, buffer);
      at += (long) count * CylinderSummary.BYTES;
    }
  }

  private void writeDirectories(WritableBlockDevice device) throws IOException {
    GroupSpace space = GroupSpace.of(geometry, 0);
    int block = geometry.blockBytes();
    ByteBuffer buffer =
        ByteBuffer.allocate(block + geometry.fragmentBytes()).order(superblock.byteOrder());
    FirstDirectories.fillLostFound(buffer, 0, geometry);
    FirstDirectories.fillRoot(buffer, block, geometry);
    // The root directory's fragment is the one behind lost+found's block.
    device.write(superblock.fragmentOffset(space.lostFoundFragment()), buffer);
  }
}

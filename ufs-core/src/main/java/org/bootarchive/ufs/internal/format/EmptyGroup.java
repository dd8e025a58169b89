package org.bootarchive.ufs.internal.format;

import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;

/** Fills the cylinder group block of a new group. */
final class EmptyGroup {
  private final Geometry geometry;
  private final Superblock superblock;
  private final int fragmentsPerBlock;
  private final int sectorsPerFragment;
  private final int sectorsPerCylinder;
  private final int sectorsPerTrack;
  private final int positions;

  EmptyGroup(Geometry geometry, Superblock superblock) {
    this.geometry = geometry;
    this.superblock = superblock;
    this.fragmentsPerBlock = geometry.fragmentsPerBlock();
    this.sectorsPerFragment = geometry.sectorsPerFragment();
    this.sectorsPerCylinder = geometry.sectorsPerCylinder();
    this.sectorsPerTrack = geometry.sectorsPerTrack();
    this.positions = geometry.rotationalPositions();
  }

  /**
   * Writes a group's block.
   *
   * @param block zeros, as long as a block, in the image's byte order
   */
  void fill(int number, ByteBuffer block) {
    GroupSpace space = GroupSpace.of(geometry, number);
    CylinderGroup group = layOut(number, block);
    CylinderSummary summary = space.summary();
    group.summary(summary);
    for (int inode = 0; number == 0 && inode < GroupSpace.USED_INODES; inode++) {
      group.inodeUsed(inode, true);
    }
    int perBlock = fragmentsPerBlock;
    for (int fragment = 0; fragment < space.end(); fragment += perBlock) {
      fillBlock(group, space, fragment, Math.min(perBlock, space.end() - fragment));
    }
  }

  private CylinderGroup layOut(int number, ByteBuffer block) {
    try {
      return CylinderGroup.Layout.create(
          superblock, number, block, geometry.cylindersInGroup(number), superblock.time());
    } catch (CorruptImageException e) {
      throw new IllegalStateException("the planned maps do not fit in a group block", e);
    }
  }

  /** Marks what is free in a block, or in what the end of the group leaves of one. */
  private void fillBlock(CylinderGroup group, GroupSpace space, int start, int fragments) {
    int run = 0;
    for (int i = start; i < start + fragments; i++) {
      if (space.isFree(i)) {
        group.fragmentFree(i, true);
        run++;
      }
    }
    if (run == fragmentsPerBlock) {
      int sector = start * sectorsPerFragment;
      int cylinder = sector / sectorsPerCylinder;
      int position =
          RotationalTables.position(sector % sectorsPerCylinder, sectorsPerTrack, positions);
      group.freeBlocksInCylinder(cylinder, group.freeBlocksInCylinder(cylinder) + 1);
      group.freeBlocksAt(cylinder, position, group.freeBlocksAt(cylinder, position) + 1);
    } else if (run != 0) {
      // Free fragments of a block of a new file system always lie side by side.
      group.freeRuns(run, group.freeRuns(run) + 1);
    }
  }
}

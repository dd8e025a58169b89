package org.bootarchive.ufs.internal.format;

import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatRefusedException;

/**
 * How many cylinders and inodes a group has.
 *
 * @param cylinders fs_cpg
 * @param inodes fs_ipg
 */
record GroupSize(int cylinders, int inodes) {
  private static final int SECTOR = DiskGeometry.SECTOR_BYTES;

  /**
   * Finds the largest group up to the cylinders asked for whose maps fit in one block.
   *
   * @throws FormatRefusedException if a group that is large enough for its own tables does not fit
   */
  static GroupSize choose(BlockSizes sizes, Tracks tracks, int askedCylinders, int bytesPerInode)
      throws FormatRefusedException {
    long sectorsPerCylinder = tracks.sectorsPerCylinder();
    long bytesPerCylinder = sectorsPerCylinder * SECTOR;
    int step = tracks.cycle(sizes);
    long inodesOfTables =
        Math.min(
            BlockSizes.roundUp(bytesPerCylinder / Inode.BYTES, sizes.inodesPerBlock()),
            sizes.mostInodesPerGroup());
    long usedSectors =
        (sizes.inodeTableFragment() + inodesOfTables / sizes.inodesPerFragment())
            * sizes.sectorsPerFragment();
    // mkfs adds fragments to sectors here; what it makes depends on it.
    long stagger = (long) tracks.groupOffset(sizes) * ~tracks.groupMask();
    long least =
        BlockSizes.roundUp(BlockSizes.divideUp(stagger + usedSectors, sectorsPerCylinder), step);
    long usedBytes = usedSectors * SECTOR;
    checkLeast(sizes, tracks, least, inodesOfTables);
    if (inodes(sizes, least * bytesPerCylinder - usedBytes, bytesPerInode)
        > sizes.mostInodesPerGroup()) {
      throw new FormatRefusedException(
          "with "
              + bytesPerInode
              + " bytes per inode the least cylinder group has more inodes than its block can map ("
              + sizes.mostInodesPerGroup()
              + ")");
    }
    for (long cylinders = BlockSizes.roundUp(askedCylinders, step);
        cylinders >= least;
        cylinders -= step) {
      long inodes = inodes(sizes, cylinders * bytesPerCylinder - usedBytes, bytesPerInode);
      if (inodes <= sizes.mostInodesPerGroup()
          && GroupBlockSize.bytes(sizes, tracks, cylinders, inodes) <= sizes.blockBytes()) {
        return new GroupSize((int) cylinders, (int) inodes);
      }
    }
    throw new FormatRefusedException(
        "a cylinder group needs at least "
            + least
            + " cylinders of "
            + sectorsPerCylinder
            + " sectors for its own tables");
  }

  private static void checkLeast(
      BlockSizes sizes, Tracks tracks, long leastCylinders, long inodesOfTables)
      throws FormatRefusedException {
    if (GroupBlockSize.bytes(sizes, tracks, leastCylinders, inodesOfTables) > sizes.blockBytes()) {
      throw new FormatRefusedException(
          "the maps of the least cylinder group, "
              + leastCylinders
              + " cylinders of "
              + tracks.sectorsPerCylinder()
              + " sectors, do not fit in a block of "
              + sizes.blockBytes()
              + " bytes");
    }
  }

  private static long inodes(BlockSizes sizes, long dataBytes, int bytesPerInode) {
    return BlockSizes.roundUp(dataBytes / bytesPerInode, sizes.inodesPerBlock());
  }
}

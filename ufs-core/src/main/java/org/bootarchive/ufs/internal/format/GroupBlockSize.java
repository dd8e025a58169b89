package org.bootarchive.ufs.internal.format;

/** How long a cylinder group block is: {@code CGSIZE} of mkfs. */
final class GroupBlockSize {
  /** Length of {@code struct cg}: its last member is a byte, and padding. */
  static final int STRUCT_BYTES = 172;

  private GroupBlockSize() {}

  /** Returns the length of {@code struct cg} with its maps, in bytes. */
  static long bytes(BlockSizes sizes, Tracks tracks, long cylindersPerGroup, long inodesPerGroup) {
    return STRUCT_BYTES
        + 4 * cylindersPerGroup
        + 2 * cylindersPerGroup * tracks.positions()
        + BlockSizes.divideUp(inodesPerGroup, 8)
        + BlockSizes.divideUp(
            cylindersPerGroup * tracks.sectorsPerCylinder() / sizes.sectorsPerFragment(), 8);
  }
}

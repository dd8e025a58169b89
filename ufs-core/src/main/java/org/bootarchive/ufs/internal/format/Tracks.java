package org.bootarchive.ufs.internal.format;

/**
 * The tracks that a file system counts with, whatever its disk is like.
 *
 * @param sectors sectors of a track (fs_nsect)
 * @param perCylinder tracks of a cylinder (fs_ntrak)
 */
record Tracks(int sectors, int perCylinder) {
  private static final int MAX_POSITIONS = 8;

  /** fs_spc. */
  long sectorsPerCylinder() {
    return (long) sectors * perCylinder;
  }

  /** fs_nrpos: 8, but no more than a track has sectors. */
  int positions() {
    return Math.min(sectors, MAX_POSITIONS);
  }

  /** fs_cgoffset: a track in fragments, rounded up to blocks. */
  int groupOffset(BlockSizes sizes) {
    return (int)
        BlockSizes.roundUp(
            BlockSizes.divideUp(sectors, sizes.sectorsPerFragment()), sizes.fragmentsPerBlock());
  }

  /**
   * fs_cgmask: the tables of groups move on by a track each, so many groups as there are tracks.
   */
  int groupMask() {
    int cycle = Integer.highestOneBit(perCylinder);
    return -(cycle == perCylinder ? cycle : 2 * cycle);
  }

  /** After so many cylinders blocks lie at the same places in them again: fs_cpc of mkfs' start. */
  int cycle(BlockSizes sizes) {
    long common = Math.min(sizes.sectorsPerBlock(), Long.lowestOneBit(sectorsPerCylinder()));
    return (int) (sizes.sectorsPerBlock() / common);
  }
}

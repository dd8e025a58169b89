package org.bootarchive.archive.build;

import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.internal.format.Geometry;
import org.bootarchive.ufs.internal.format.UfsFormat;

/** Finds the size of an image that files fit in. */
final class ImageSize {
  /** Sizes that are tried are multiples of this number of bytes: of the largest block. */
  private static final long STEP = 8192;

  /** A little above the largest file system that there is, in bytes. */
  private static final long LARGEST = 1L << 41;

  /** A size that any options of a UFS make one of, in bytes. */
  private static final long ORDINARY = 1L << 30;

  private final BuildOptions options;
  private final SpaceNeeds needs;

  ImageSize(BuildOptions options, SpaceNeeds needs) {
    this.options = options;
    this.needs = needs;
  }

  /**
   * Returns a size at which a number of blocks more than the files need are free, and next to
   * which, downwards, there is one at which they are not.
   *
   * @throws FormatRefusedException if there is no file system that large
   */
  long enough(long moreBlocks) throws FormatRefusedException {
    long enough = STEP;
    while (!isEnough(enough, moreBlocks)) {
      if (enough > LARGEST) {
        // What is refused at any size is refused at this one, with the reason.
        Geometry unused = UfsFormat.plan(options.format(ORDINARY, 0, 0));
        throw new FormatRefusedException(
            "the files take "
                + needs.blocks()
                + " blocks"
                + (options.freeBytes() > 0
                    ? " and " + options.freeBytes() + " bytes are to stay free"
                    : "")
                + ", more than any UFS has");
      }
      enough *= 2;
    }
    long tooSmall = enough / 2;
    while (enough - tooSmall > STEP) {
      long middle = (tooSmall + enough) / 2 / STEP * STEP;
      if (isEnough(middle, moreBlocks)) {
        enough = middle;
      } else {
        tooSmall = middle;
      }
    }
    return enough;
  }

  private boolean isEnough(long size, long moreBlocks) {
    Geometry geometry;
    try {
      geometry = UfsFormat.plan(options.format(size, 0, 0));
    } catch (FormatRefusedException e) {
      // Too small for its own tables; a larger one is tried.
      return false;
    }
    CylinderSummary free = geometry.totals();
    // One block a group for runs of fragments that nothing has the length for.
    long blocks = needs.blocks() + blocksToStayFree() + moreBlocks + geometry.groups() - 1;
    return free.freeInodes() >= needs.inodes() && free.freeBlocks() >= blocks;
  }

  private long blocksToStayFree() {
    return (options.freeBytes() + options.blockBytes() - 1) / options.blockBytes();
  }

  /**
   * Checks that a size that was asked for has the inodes and fragments, however they lie.
   *
   * @throws ImageTooSmallException if it has not
   * @throws FormatRefusedException if there is no file system of that size
   */
  void check(long size) throws FormatRefusedException, ImageTooSmallException {
    CylinderSummary free = UfsFormat.plan(options.format(size, 0, 0)).totals();
    int perBlock = options.blockBytes() / options.fragmentBytes();
    long fragments = (long) free.freeBlocks() * perBlock + free.freeFragments();
    long space = fragments * options.fragmentBytes();
    long needed = needs.fragments() * options.fragmentBytes() + options.freeBytes();
    long missingInodes = Math.max(0, needs.inodes() - free.freeInodes());
    if (needed > space || missingInodes > 0) {
      throw tooSmall(size, Math.max(0, needed - space), missingInodes);
    }
  }

  ImageTooSmallException tooSmall(long size, long missingBytes, long missingInodes)
      throws FormatRefusedException {
    return new ImageTooSmallException(
        size, missingBytes, missingInodes, enough(0) / 1024, options.freeBytes() > 0);
  }
}

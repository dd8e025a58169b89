package org.bootarchive.ufs.internal.format;

import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;

/** Works out the geometry of a file system from its options, step by step as mkfs does. */
final class GeometryPlanner {
  private static final int LEAST_BYTES_PER_INODE = 512;
  private static final int MOST_BYTES_PER_INODE = 2 * 1024 * 1024;
  private static final int DEFAULT_BYTES_PER_INODE = 2048;

  private GeometryPlanner() {}

  /**
   * Returns the geometry.
   *
   * @throws FormatRefusedException if newfs or mkfs would make no file system of the options
   */
  static Geometry plan(FormatOptions options) throws FormatRefusedException {
    BlockSizes sizes = BlockSizes.of(options.blockBytes(), options.fragmentBytes());
    int bytesPerInode = bytesPerInode(options);
    long fileSectors = options.fileBytes() / DiskGeometry.SECTOR_BYTES;
    if (fileSectors > Integer.MAX_VALUE) {
      throw new FormatRefusedException(
          fileSectors + " sectors would be a multi-terabyte UFS; no boot archive is one");
    }
    NewfsChoice choice = NewfsChoice.of(options, sizes);
    Tracks tracks = choice.tracks();
    // mkfs does not stop here, but what it makes of such cylinders is no sound file system.
    if (tracks.sectorsPerCylinder() < sizes.sectorsPerBlock()) {
      throw new FormatRefusedException(
          "a cylinder of "
              + tracks.sectorsPerCylinder()
              + " sectors does not hold a block of "
              + sizes.blockBytes()
              + " bytes");
    }
    GroupSize group = GroupSize.choose(sizes, tracks, choice.cylindersPerGroup(), bytesPerInode);
    long size = options.disk().sectors() / sizes.sectorsPerFragment();
    long cylinders =
        BlockSizes.divideUp(size * sizes.sectorsPerFragment(), tracks.sectorsPerCylinder());
    long groups = BlockSizes.divideUp(cylinders, group.cylinders());
    Geometry whole = geometry(sizes, choice, group, cylinders, groups, size);
    checkTablesFit(whole);
    Geometry geometry = withoutShortGroup(whole);
    checkInodes(geometry);
    checkFirstGroup(geometry);
    return geometry;
  }

  private static int bytesPerInode(FormatOptions options) throws FormatRefusedException {
    if (options.bytesPerInode() < LEAST_BYTES_PER_INODE) {
      throw new FormatRefusedException(
          options.bytesPerInode() + " bytes per inode; the least is " + LEAST_BYTES_PER_INODE);
    }
    return options.bytesPerInode() > MOST_BYTES_PER_INODE
        ? DEFAULT_BYTES_PER_INODE
        : options.bytesPerInode();
  }

  private static Geometry geometry(
      BlockSizes sizes,
      NewfsChoice choice,
      GroupSize group,
      long cylinders,
      long groups,
      long size) {
    return new Geometry(
        sizes.blockBytes(),
        sizes.fragmentBytes(),
        choice.tracks().sectors(),
        choice.tracks().perCylinder(),
        group.cylinders(),
        group.inodes(),
        (int) cylinders,
        (int) groups,
        (int) size,
        choice.version());
  }

  private static void checkTablesFit(Geometry geometry) throws FormatRefusedException {
    long mostStaggered = Math.min(~geometry.groupMask(), geometry.groups() - 1);
    long tables = geometry.groupOffset() * mostStaggered + geometry.firstDataFragment();
    if (tables >= geometry.fragmentsPerGroup()) {
      throw new FormatRefusedException(
          "the tables of a cylinder group take "
              + tables
              + " fragments, and a group has only "
              + geometry.fragmentsPerGroup());
    }
  }

  /** Drops the last group, and shortens the file system, if its own tables do not fit in it. */
  private static Geometry withoutShortGroup(Geometry geometry) throws FormatRefusedException {
    int last = geometry.groups() - 1;
    if (last < 0) {
      throw new FormatRefusedException(
          "too few sectors to make a file system of; the smallest takes some 64 KiB");
    }
    int needed = geometry.groupStagger(last) + geometry.firstDataFragment();
    if (needed <= geometry.fragmentsInGroup(last)) {
      return geometry;
    }
    if (last == 0) {
      throw new FormatRefusedException(
          "too small for its own tables: "
              + geometry.sizeInFragments()
              + " fragments of "
              + geometry.fragmentBytes()
              + " bytes, at least "
              + needed
              + " are needed");
    }
    return new Geometry(
        geometry.blockBytes(),
        geometry.fragmentBytes(),
        geometry.sectorsPerTrack(),
        geometry.tracksPerCylinder(),
        geometry.cylindersPerGroup(),
        geometry.inodesPerGroup(),
        last * geometry.cylindersPerGroup(),
        last,
        last * geometry.fragmentsPerGroup(),
        geometry.version());
  }

  private static void checkInodes(Geometry geometry) throws FormatRefusedException {
    if (geometry.inodesPerGroup() == 0) {
      throw new FormatRefusedException(
          "so many bytes per inode that a cylinder group would have no inodes");
    }
    if (geometry.inodeCount() > Integer.MAX_VALUE) {
      throw new FormatRefusedException(geometry.inodeCount() + " inodes; the most are 2^31 - 1");
    }
  }

  private static void checkFirstGroup(Geometry geometry) throws FormatRefusedException {
    int blocks =
        (geometry.fragmentsInGroup(0) - geometry.firstDataFragment())
            / geometry.fragmentsPerBlock();
    long summaries = (long) geometry.blockBytes() / 16 * blocks;
    if (geometry.sizeInFragments() > summaries * geometry.fragmentsPerGroup()) {
      throw new FormatRefusedException(
          "too many cylinder groups: the summaries of "
              + geometry.groups()
              + " do not fit in the first one");
    }
    if (!GroupSpace.of(geometry, 0).holdsDirectories()) {
      throw new FormatRefusedException(
          "the first cylinder group has no two blocks free for / and lost+found");
    }
  }
}

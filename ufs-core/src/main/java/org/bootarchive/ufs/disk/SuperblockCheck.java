package org.bootarchive.ufs.disk;

import static org.bootarchive.ufs.disk.SuperblockField.*;

import org.bootarchive.ufs.device.CorruptImageException;

/**
 * Tells whether the numbers of a superblock fit each other well enough to find one's way by them.
 *
 * <p>Every place that a superblock which passes leads to is bounded: blocks and fragments have the
 * sizes that the kernel mounts, groups do not overlap the numbers that 32 bits hold, and inode
 * numbers lead into inode tables. Whether the image is long enough is seen when it is read.
 */
final class SuperblockCheck {
  private static final int SMALLEST_BLOCK = 4096;
  private static final int LARGEST_BLOCK = 8192;
  private static final int SMALLEST_FRAGMENT = 512;

  private final Superblock superblock;
  private final int sectorBytes;

  /**
   * @param sectorBytes bytes of a sector of the disk: 512, or 1024 as on NeXTSTEP
   */
  SuperblockCheck(Superblock superblock, int sectorBytes) {
    this.superblock = superblock;
    this.sectorBytes = sectorBytes;
  }

  /**
   * Checks the superblock.
   *
   * @throws CorruptImageException naming the first field that does not fit
   */
  void check() throws CorruptImageException {
    sizes();
    groups();
    tables();
    summary();
  }

  private void sizes() throws CorruptImageException {
    int block = superblock.blockBytes();
    int fragment = superblock.fragmentBytes();
    require(block == SMALLEST_BLOCK || block == LARGEST_BLOCK, BSIZE, "4096 or 8192");
    require(
        fragment >= SMALLEST_FRAGMENT && fragment <= block && Integer.bitCount(fragment) == 1,
        FSIZE,
        "a power of two from 512 to " + block);
    requireEqual(FRAG, block / fragment);
    require(block / fragment <= 8, FRAG, "at most 8");
    requireEqual(BSHIFT, Integer.numberOfTrailingZeros(block));
    requireEqual(FSHIFT, Integer.numberOfTrailingZeros(fragment));
    requireEqual(FRAGSHIFT, Integer.numberOfTrailingZeros(block / fragment));
    requireEqual(FSBTODB, Integer.numberOfTrailingZeros(fragment / sectorBytes));
    requireEqual(BMASK, -block);
    requireEqual(FMASK, -fragment);
    requireEqual(NINDIR, block / 4);
    requireEqual(INOPB, block / Inode.BYTES);
    requireEqual(NSPF, fragment / sectorBytes);
  }

  private void groups() throws CorruptImageException {
    int size = superblock.sizeInFragments();
    int groups = superblock.groupCount();
    int perGroup = superblock.fragmentsPerGroup();
    require(size > 0, SIZE, "above 0");
    require(
        perGroup > 0 && perGroup % superblock.fragmentsPerBlock() == 0,
        FPG,
        "a multiple of a block's fragments, above 0");
    long expected = ((long) size + perGroup - 1) / perGroup;
    require(groups == expected, NCG, expected + " by size and fpg");
    int inodes = superblock.inodesPerGroup();
    require(inodes > 0 && inodes % superblock.get(INOPB) == 0, IPG, "a multiple of inopb, above 0");
    require((long) groups * inodes <= Integer.MAX_VALUE, IPG, "at most 2^31 inodes in all");
    int stagger = superblock.get(CGOFFSET);
    int mask = superblock.get(CGMASK);
    require(
        stagger >= 0 && stagger % superblock.fragmentsPerBlock() == 0,
        CGOFFSET,
        "a multiple of a block's fragments");
    require(Integer.bitCount(~mask + 1) <= 1, CGMASK, "the negative of a power of two");
    long largestStagger = (long) stagger * Math.min(~mask & Integer.MAX_VALUE, groups - 1);
    require(
        largestStagger + superblock.get(DBLKNO) <= perGroup,
        CGOFFSET,
        "small enough for the tables to stay in their group");
  }

  private void tables() throws CorruptImageException {
    int fragments = superblock.fragmentsPerBlock();
    int superblockAt = superblock.get(SBLKNO);
    int groupAt = superblock.get(CBLKNO);
    int inodesAt = superblock.get(IBLKNO);
    int dataAt = superblock.get(DBLKNO);
    long superblockFragments = Superblock.BYTES / superblock.fragmentBytes();
    require(
        (long) superblockAt * superblock.fragmentBytes() >= Superblock.OFFSET
            && superblockAt % fragments == 0,
        SBLKNO,
        "a block behind the first superblock");
    require(
        groupAt >= superblockAt + superblockFragments && groupAt % fragments == 0,
        CBLKNO,
        "a block behind the superblock's copy");
    int groupBytes = superblock.get(CGSIZE);
    require(
        groupBytes >= CylinderGroup.HEADER_BYTES && groupBytes <= superblock.blockBytes(),
        CGSIZE,
        "from " + CylinderGroup.HEADER_BYTES + " to the size of a block");
    require(
        inodesAt >= groupAt + fragments && inodesAt % fragments == 0,
        IBLKNO,
        "a block behind the group block");
    long tableFragments =
        (long) superblock.inodesPerGroup() * Inode.BYTES / superblock.fragmentBytes();
    require(dataAt >= inodesAt + tableFragments, DBLKNO, "behind the inodes");
    require(dataAt <= superblock.fragmentsPerGroup(), DBLKNO, "within the group");
    int last = superblock.groupCount() - 1;
    require(
        superblock.firstDataFragment(last) <= superblock.sizeInFragments(),
        SIZE,
        "enough for the tables of the last group");
  }

  private void summary() throws CorruptImageException {
    long bytes = superblock.summaryBytes();
    int size = superblock.get(CSSIZE);
    require(
        size >= bytes && size <= bytes + superblock.blockBytes(),
        CSSIZE,
        "16 bytes a group, rounded up to fragments");
    int at = superblock.get(CSADDR);
    long fragments = ((long) size + superblock.fragmentBytes() - 1) / superblock.fragmentBytes();
    require(
        at > 0 && at + fragments <= superblock.sizeInFragments(), CSADDR, "within the file system");
  }

  private void requireEqual(SuperblockField field, int expected) throws CorruptImageException {
    require(superblock.get(field) == expected, field, Integer.toString(expected));
  }

  private void require(boolean holds, SuperblockField field, String expected)
      throws CorruptImageException {
    if (!holds) {
      throw new CorruptImageException(
          "superblock",
          Superblock.OFFSET + (long) field.offset(superblock.byteOrder()),
          "fs_" + field.fieldName() + " is " + superblock.get(field) + ", expected " + expected);
    }
  }
}

package org.bootarchive.ufs.internal.format;

import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatRefusedException;

/**
 * Sizes of blocks and fragments, and what follows from them alone.
 *
 * @param blockBytes fs_bsize
 * @param fragmentBytes fs_fsize
 */
record BlockSizes(int blockBytes, int fragmentBytes) {
  private static final int BOOT_BLOCK_BYTES = 8192;
  private static final int MAX_FRAGMENTS = 8;

  /**
   * Checks that the sizes go together.
   *
   * @throws FormatRefusedException if a fragment is larger than a block or less than an eighth
   */
  static BlockSizes of(int blockBytes, int fragmentBytes) throws FormatRefusedException {
    if (fragmentBytes > blockBytes || blockBytes / fragmentBytes > MAX_FRAGMENTS) {
      throw new FormatRefusedException(
          "fragments of "
              + fragmentBytes
              + " bytes do not go with blocks of "
              + blockBytes
              + ": a block has 1 to 8 fragments");
    }
    return new BlockSizes(blockBytes, fragmentBytes);
  }

  /** fs_frag. */
  int fragmentsPerBlock() {
    return blockBytes / fragmentBytes;
  }

  /** fs_nspf. */
  int sectorsPerFragment() {
    return fragmentBytes / DiskGeometry.SECTOR_BYTES;
  }

  /** NSPB. */
  int sectorsPerBlock() {
    return blockBytes / DiskGeometry.SECTOR_BYTES;
  }

  /** fs_inopb. */
  int inodesPerBlock() {
    return blockBytes / Inode.BYTES;
  }

  /** INOPF. */
  int inodesPerFragment() {
    return fragmentBytes / Inode.BYTES;
  }

  /** fs_sblkno. */
  int superblockFragment() {
    return (BOOT_BLOCK_BYTES + Superblock.BYTES) / fragmentBytes;
  }

  /** fs_cblkno. */
  int groupBlockFragment() {
    return superblockFragment() + Superblock.BYTES / fragmentBytes;
  }

  /** fs_iblkno. */
  int inodeTableFragment() {
    return groupBlockFragment() + fragmentsPerBlock();
  }

  /** MAXIpG: the map of inodes may take a third of the group block. */
  long mostInodesPerGroup() {
    return roundUp(blockBytes * 8L / 3, inodesPerBlock());
  }

  /** Returns bytes rounded up to whole fragments. */
  long toFragmentBytes(long bytes) {
    return roundUp(bytes, fragmentBytes);
  }

  static long roundUp(long value, long unit) {
    return divideUp(value, unit) * unit;
  }

  static long divideUp(long value, long unit) {
    return (value + unit - 1) / unit;
  }
}

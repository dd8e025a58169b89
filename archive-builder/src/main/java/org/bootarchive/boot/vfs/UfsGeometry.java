package org.bootarchive.boot.vfs;

import java.io.IOException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * The kernel's arithmetic on a superblock that nobody checked: the macros of ufs_fs.h and {@code
 * sbmap} of ufsops.c, with the widths that the kernel's numbers have.
 *
 * <p>Java's shifts and overflows are those of x86. Divisions by zero are not, so they are caught.
 */
final class UfsGeometry {
  private final int blockBytes;
  private final int fragmentBytes;
  private final int blockMask;
  private final int fragmentMask;
  private final int blockShift;
  private final int fragmentShift;
  private final int sectorShift;
  private final int pointersPerBlock;
  private final int inodesPerBlock;
  private final int inodesPerGroup;
  private final int fragmentsPerGroup;
  private final int groupOffset;
  private final int groupMask;
  private final int inodeTableOffset;

  UfsGeometry(Superblock superblock) {
    blockBytes = superblock.get(SuperblockField.BSIZE);
    fragmentBytes = superblock.get(SuperblockField.FSIZE);
    blockMask = superblock.get(SuperblockField.BMASK);
    fragmentMask = superblock.get(SuperblockField.FMASK);
    blockShift = superblock.get(SuperblockField.BSHIFT);
    fragmentShift = superblock.get(SuperblockField.FRAGSHIFT);
    sectorShift = superblock.get(SuperblockField.FSBTODB);
    pointersPerBlock = superblock.get(SuperblockField.NINDIR);
    inodesPerBlock = superblock.get(SuperblockField.INOPB);
    inodesPerGroup = superblock.get(SuperblockField.IPG);
    fragmentsPerGroup = superblock.get(SuperblockField.FPG);
    groupOffset = superblock.get(SuperblockField.CGOFFSET);
    groupMask = superblock.get(SuperblockField.CGMASK);
    inodeTableOffset = superblock.get(SuperblockField.IBLKNO);
  }

  int blockBytes() {
    return blockBytes;
  }

  /** Returns whether the offset in a block is the place modulo a power of two. */
  boolean hasPlainBlocks() {
    return Integer.bitCount(-blockMask) == 1;
  }

  /** Returns the sector of a fragment ({@code fsbtodb}). */
  long sector(int fragment) {
    return (long) fragment << sectorShift;
  }

  /**
   * Returns the fragment of the block that an inode is in ({@code itod}).
   *
   * @throws KernelStopException if a number that the kernel divides by is zero
   */
  int inodeFragment(long inode) throws KernelStopException {
    checkDivisor(inodesPerGroup, "fs_ipg");
    checkDivisor(inodesPerBlock, "fs_inopb");
    long group = Long.divideUnsigned(inode, Integer.toUnsignedLong(inodesPerGroup));
    long start = (int) (fragmentsPerGroup * group) + groupOffset * (group & ~(long) groupMask);
    long blockInGroup =
        Long.divideUnsigned(Long.remainderUnsigned(inode, inodesPerGroup), inodesPerBlock);
    return (int) (start + inodeTableOffset + (blockInGroup << fragmentShift));
  }

  /** Returns where in its block an inode starts, in bytes ({@code itoo}). */
  long inodeOffsetInBlock(long inode) {
    return inode % Integer.toUnsignedLong(inodesPerBlock) * Inode.BYTES;
  }

  /** Returns the logical block of a place in a file ({@code lblkno} of an off_t). */
  int blockOf(long place) {
    return (int) (place >> blockShift);
  }

  /** Returns the logical block of a place in a directory ({@code lblkno} of an int). */
  int blockOf(int place) {
    return place >> blockShift;
  }

  /** Returns where in its block a place is ({@code blkoff}). */
  int offsetInBlock(long place) {
    return (int) (place & ~blockMask);
  }

  /** Returns the number of bytes that are read of a logical block ({@code blksize}). */
  int bytesInBlock(UfsInode inode, int block) {
    if (block >= Inode.DIRECT_POINTERS
        || Long.compareUnsigned(inode.size(), (long) (block + 1) << blockShift) >= 0) {
      return blockBytes;
    }
    return (offsetInBlock(inode.size()) + fragmentBytes - 1) & fragmentMask;
  }

  /**
   * Returns the fragment of a logical block, 0 for a hole or an indirect block that cannot be read
   * ({@code sbmap}).
   *
   * @throws KernelStopException if the kernel divides by zero
   */
  int fragment(UfsInode inode, int block, Ramdisk ramdisk, RamdiskView view) throws IOException {
    if (block < Inode.DIRECT_POINTERS) {
      return block < 0 ? 0 : inode.direct(block);
    }
    int span = 1;
    int rest = block - Inode.DIRECT_POINTERS;
    int level = Inode.INDIRECT_POINTERS;
    for (; level > 0; level--) {
      span *= pointersPerBlock;
      if (rest < span) {
        break;
      }
      rest -= span;
    }
    if (level == 0) {
      return 0;
    }
    int fragment = inode.indirect(Inode.INDIRECT_POINTERS - level);
    for (; level <= Inode.INDIRECT_POINTERS && fragment != 0; level++) {
      long address = ramdisk.address(sector(fragment), blockBytes);
      if (address == Ramdisk.UNREADABLE) {
        return 0;
      }
      span = divide(span, pointersPerBlock);
      int index = remainder(divide(rest, span), pointersPerBlock);
      fragment = view.intAt(address + 4L * index);
    }
    return fragment;
  }

  private static int divide(int dividend, int divisor) throws KernelStopException {
    checkDivision(dividend, divisor);
    return dividend / divisor;
  }

  private static int remainder(int dividend, int divisor) throws KernelStopException {
    checkDivision(dividend, divisor);
    return dividend % divisor;
  }

  /** The processor traps on a quotient that does not fit, too. */
  private static void checkDivision(int dividend, int divisor) throws KernelStopException {
    if (divisor == -1 && dividend == Integer.MIN_VALUE) {
      throw KernelStopException.crash("a division overflows: fs_nindir is -1");
    }
    checkDivisor(divisor, "fs_nindir");
  }

  private static void checkDivisor(int divisor, String field) throws KernelStopException {
    if (divisor == 0) {
      throw KernelStopException.crash("a division by zero: " + field + " of the superblock");
    }
  }
}

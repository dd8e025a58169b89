package org.bootarchive.ufs.check;

import java.util.Arrays;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * What a cylinder group's maps and counts should be, by the inodes and blocks that were found:
 * {@code pass5()} of {@code fsck}.
 */
final class GroupUse {
  private final Survey survey;
  private final Superblock superblock;
  private final int cylinders;
  private final int positions;
  private final int sectorsPerCylinder;
  private final int sectorsPerTrack;
  private final byte[] inodesUsed;
  private final byte[] fragmentsFree;
  private final int[] freeRuns = new int[CylinderGroup.LONGEST_RUN + 1];
  private final int[] cylinderTotals;
  private final short[] positionTotals;
  private CylinderSummary summary = CylinderSummary.ZERO;

  GroupUse(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.cylinders = clamp(superblock.get(SuperblockField.CPG));
    this.positions = clamp(superblock.rotationalPositions());
    this.sectorsPerCylinder = Math.max(1, superblock.get(SuperblockField.SPC));
    this.sectorsPerTrack = Math.max(1, superblock.get(SuperblockField.NSECT));
    int fragments = Math.min(superblock.fragmentsPerGroup(), superblock.sizeInFragments());
    this.inodesUsed = new byte[(superblock.inodesPerGroup() + 7) / 8];
    this.fragmentsFree = new byte[(int) ((Math.min(fragments, survey.fragments()) + 15) / 8)];
    this.cylinderTotals = new int[cylinders];
    this.positionTotals = new short[Math.min(superblock.blockBytes(), cylinders * positions)];
  }

  /** Tables of more entries do not fit in a group block, and are not looked at. */
  private int clamp(int count) {
    return Math.max(0, Math.min(count, superblock.blockBytes()));
  }

  /** Computes everything for a group whose tables and fragments are all in the image. */
  void compute(int group) {
    Arrays.fill(fragmentsFree, (byte) 0);
    Arrays.fill(freeRuns, 0);
    Arrays.fill(cylinderTotals, 0);
    Arrays.fill(positionTotals, (short) 0);
    CylinderSummary inodes = computeInodes(group);
    int perBlock = superblock.fragmentsPerBlock();
    int whole = (1 << perBlock) - 1;
    long base = superblock.groupBase(group);
    int count = superblock.fragmentsInGroup(group);
    FragmentMap used = survey.used();
    int freeBlocks = 0;
    int freeFragments = 0;
    for (int fragment = 0; fragment < count; fragment += perBlock) {
      int free = ~used.get(base + fragment, perBlock) & whole;
      if (count - fragment < perBlock) {
        free &= (1 << (count - fragment)) - 1;
      }
      if (free == 0) {
        continue;
      }
      fragmentsFree[fragment >> 3] |= (byte) (free << (fragment & 7));
      if (free == whole) {
        freeBlocks++;
        countBlock(fragment);
      } else {
        freeFragments += Integer.bitCount(free);
        countRuns(free);
      }
    }
    summary =
        new CylinderSummary(inodes.directories(), freeBlocks, inodes.freeInodes(), freeFragments);
  }

  /** Computes what the group's inodes give, the counts of blocks left out. */
  CylinderSummary computeInodes(int group) {
    Arrays.fill(inodesUsed, (byte) 0);
    int perGroup = superblock.inodesPerGroup();
    int first = group * perGroup;
    Inodes inodes = survey.inodes();
    int directories = 0;
    int free = 0;
    for (int i = 0; i < perGroup; i++) {
      boolean reserved = first + i < 2;
      if (reserved || inodes.isUsed(first + i)) {
        inodesUsed[i >> 3] |= (byte) (1 << (i & 7));
        directories += !reserved && inodes.isDirectory(first + i) ? 1 : 0;
      } else {
        free++;
      }
    }
    return new CylinderSummary(directories, 0, free, 0);
  }

  private void countBlock(int fragment) {
    long sector = (long) fragment * superblock.sectorsPerFragment();
    long cylinder = sector / sectorsPerCylinder;
    if (cylinder >= cylinders) {
      return;
    }
    cylinderTotals[(int) cylinder]++;
    long position = sector % sectorsPerCylinder % sectorsPerTrack * positions / sectorsPerTrack;
    long index = cylinder * positions + position;
    if (index < positionTotals.length) {
      positionTotals[(int) index]++;
    }
  }

  private void countRuns(int free) {
    int left = free;
    while (left != 0) {
      left >>>= Integer.numberOfTrailingZeros(left);
      int run = Integer.numberOfTrailingZeros(~left);
      freeRuns[run]++;
      left >>>= run;
    }
  }

  /** Returns the counts (cg_cs). */
  CylinderSummary summary() {
    return summary;
  }

  /** Returns the map of used inodes (cg_iused). */
  byte[] inodesUsed() {
    return inodesUsed;
  }

  /** Returns the map of free fragments (cg_free), as long as a group's map or longer. */
  byte[] fragmentsFree() {
    return fragmentsFree;
  }

  /** Returns the number of runs of exactly {@code length} free fragments (cg_frsum). */
  int freeRuns(int length) {
    return freeRuns[length];
  }

  /** Returns the number of cylinders in a group (fs_cpg), as far as they fit in a block. */
  int cylinders() {
    return cylinders;
  }

  /** Returns the number of rotational positions (fs_nrpos), as far as they fit in a block. */
  int positions() {
    return positions;
  }

  /** Returns the number of free blocks in a cylinder (cg_btot). */
  int freeBlocksInCylinder(int cylinder) {
    return cylinderTotals[cylinder];
  }

  /** Returns the number of free blocks at a rotational position of a cylinder (cg_b). */
  int freeBlocksAt(int cylinder, int position) {
    return positionTotals[cylinder * positions + position];
  }
}

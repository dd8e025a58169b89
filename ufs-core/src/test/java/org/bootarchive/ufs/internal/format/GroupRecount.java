package org.bootarchive.ufs.internal.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.BitSet;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/** Counts a group of an empty file system the plain way, fragment by fragment. */
final class GroupRecount {
  private final Superblock superblock;
  private final CylinderGroup group;
  private final BitSet used;
  private final int[] cylinders;
  private final int[][] positions;
  private final int[] runs = new int[CylinderGroup.LONGEST_RUN + 1];
  private int freeBlocks;
  private int freeFragments;

  GroupRecount(Superblock superblock, CylinderGroup group, BitSet used) {
    this.superblock = superblock;
    this.group = group;
    this.used = used;
    int perGroup = superblock.get(SuperblockField.CPG);
    this.cylinders = new int[perGroup];
    this.positions = new int[perGroup][superblock.get(SuperblockField.NRPOS)];
  }

  /** Asserts that the maps and tables of the group are right and returns its counts. */
  CylinderSummary check() {
    int fragments = superblock.fragmentsInGroup(group.number());
    assertEquals(fragments, group.fragments());
    int perBlock = superblock.fragmentsPerBlock();
    for (int start = 0; start < fragments; start += perBlock) {
      countBlock(start, Math.min(perBlock, fragments - start));
    }
    for (int run = 1; run <= CylinderGroup.LONGEST_RUN; run++) {
      assertEquals(runs[run], group.freeRuns(run), "runs of " + run);
    }
    checkTables();
    int usedInodes = 0;
    for (int i = 0; i < superblock.inodesPerGroup(); i++) {
      usedInodes += group.isInodeUsed(i) ? 1 : 0;
    }
    boolean first = group.number() == 0;
    assertEquals(first ? 4 : 0, usedInodes);
    return new CylinderSummary(
        first ? 2 : 0, freeBlocks, superblock.inodesPerGroup() - usedInodes, freeFragments);
  }

  private void countBlock(int start, int fragments) {
    long base = superblock.groupBase(group.number());
    int free = 0;
    int run = 0;
    for (int i = start; i < start + fragments; i++) {
      boolean isFree = !used.get((int) base + i);
      assertEquals(isFree, group.isFragmentFree(i), "fragment " + i);
      free += isFree ? 1 : 0;
      if (isFree) {
        run++;
      } else if (run != 0) {
        runs[run]++;
        run = 0;
      }
    }
    if (free == superblock.fragmentsPerBlock()) {
      freeBlocks++;
      long sector = (long) start * superblock.sectorsPerFragment();
      int spc = superblock.get(SuperblockField.SPC);
      int nsect = superblock.get(SuperblockField.NSECT);
      int cylinder = (int) (sector / spc);
      cylinders[cylinder]++;
      positions[cylinder][(int) (sector % spc % nsect * positions[0].length / nsect)]++;
    } else {
      freeFragments += free;
      if (run != 0) {
        runs[run]++;
      }
    }
  }

  private void checkTables() {
    for (int cylinder = 0; cylinder < cylinders.length; cylinder++) {
      assertEquals(cylinders[cylinder], group.freeBlocksInCylinder(cylinder));
      for (int position = 0; position < positions[cylinder].length; position++) {
        assertEquals(positions[cylinder][position], group.freeBlocksAt(cylinder, position));
      }
    }
  }
}

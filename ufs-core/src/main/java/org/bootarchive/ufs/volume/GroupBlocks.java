package org.bootarchive.ufs.volume;

import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * The free space of one cylinder group: finds, takes and frees fragments, and keeps every count
 * that depends on them. It holds the group's map of free fragments, which nothing else changes
 * meanwhile.
 *
 * <p>Fragments count from the group's base. A block's fragments are a mask, the lowest bit first; a
 * run of free fragments in a block that is not wholly free is counted by its length. Source: {@code
 * alloccg}, {@code alloccgblk}, {@code fragextend}, {@code mapsearch} and {@code free} in
 * ufs_alloc.c.
 */
final class GroupBlocks {
  private static final int BITS = 8;
  private static final byte ALL_FREE = -1;

  private final CylinderGroups groups;
  private final CylinderGroup group;
  private final int perBlock;
  private final int fragments;
  private final int full;
  private final int sectorsPerFragment;
  private final int perCylinder;
  private final int perTrack;
  private final int positions;

  /** The group's map, a bit a fragment, as it is in the group too. */
  private final byte[] map;

  /**
   * A fragment before which no block is wholly free: the start of a block and of a byte of the map.
   */
  private int firstFree;

  GroupBlocks(CylinderGroups groups, CylinderGroup group) {
    Superblock geometry = groups.geometry();
    this.groups = groups;
    this.group = group;
    this.perBlock = geometry.fragmentsPerBlock();
    this.fragments = geometry.fragmentsInGroup(group.number());
    this.full = (1 << perBlock) - 1;
    this.sectorsPerFragment = geometry.sectorsPerFragment();
    this.perCylinder = geometry.get(SuperblockField.SPC);
    this.perTrack = geometry.get(SuperblockField.NSECT);
    this.positions = geometry.get(SuperblockField.NRPOS);
    this.map = new byte[(fragments + BITS - 1) / BITS];
    group.buffer().get(group.fragmentsFreeOffset(), map);
  }

  private void setMap(int at, int bits) {
    map[at] = (byte) bits;
    group.buffer().put(group.fragmentsFreeOffset() + at, (byte) bits);
  }

  /** Returns which fragments of the block that starts at a fragment are free. */
  private int freeMask(int blockStart) {
    int mask = map[blockStart / BITS] >> blockStart % BITS & full;
    int left = fragments - blockStart;
    return left >= perBlock ? mask : mask & (1 << left) - 1;
  }

  boolean isBlockFree(int blockStart) {
    return blockStart + perBlock <= fragments && freeMask(blockStart) == full;
  }

  /** Returns how many blocks in a row are free from one on, up to a number. */
  int freeBlocksFrom(int blockStart, int most) {
    int count = 0;
    while (count < most && isBlockFree(blockStart + count * perBlock)) {
      count++;
    }
    return count;
  }

  /** A run of free blocks. */
  record Run(int start, int blocks) {
    static final Run NONE = new Run(0, 0);
  }

  /**
   * Returns the first {@code wanted} free blocks in a row behind a fragment or, around the end,
   * before it; or the longest run if none is as long.
   */
  Run findRun(int from, int wanted) {
    int start = from / perBlock * perBlock;
    Run behind = findRun(start, fragments, wanted);
    if (behind.blocks() >= wanted || start == 0) {
      return behind;
    }
    Run before = findRun(0, fragments, wanted);
    return before.blocks() > behind.blocks() ? before : behind;
  }

  private Run findRun(int from, int to, int wanted) {
    Run longest = Run.NONE;
    int at = Math.max(from, firstFree);
    while (at + perBlock <= to) {
      if (at % BITS == 0 && map[at / BITS] == 0) {
        at += BITS;
        continue;
      }
      int count = freeBlocksFrom(at, wanted);
      if (from <= firstFree && longest.blocks() == 0) {
        // Nothing before is free, and this is the first that may be.
        firstFree = (count > 0 ? at : at + perBlock) / BITS * BITS;
      }
      if (count > longest.blocks()) {
        longest = new Run(at, count);
        if (count >= wanted) {
          return longest;
        }
      }
      at += (count + 1) * perBlock;
    }
    return longest;
  }

  /**
   * Returns the start of a run of free fragments in a block that is not wholly free, searched from
   * a fragment on; -1 if there is none.
   *
   * @param length the exact length of the run
   * @param from where the search starts, rounded down to a byte of the map
   */
  int findFragments(int length, int from) {
    if (group.freeRuns(length) <= 0) {
      return -1;
    }
    int start = from / BITS * BITS;
    for (int pass = 0; pass < 2; pass++) {
      int end = pass == 0 ? fragments : Math.min(start + BITS, fragments);
      for (int block = pass == 0 ? start : 0; block < end; block += perBlock) {
        byte eight = map[block / BITS];
        if (eight == 0 || eight == ALL_FREE) {
          block += (BITS - 1 - block % BITS) / perBlock * perBlock;
          continue;
        }
        int mask = freeMask(block);
        int position = mask == full || mask == 0 ? -1 : findExact(mask, length);
        if (position >= 0) {
          group.fragmentRotor((block + position) / BITS * BITS);
          return block + position;
        }
      }
    }
    return -1;
  }

  private static int findExact(int mask, int length) {
    int rest = mask;
    int position = 0;
    while (rest != 0) {
      int gap = Integer.numberOfTrailingZeros(rest);
      int run = Integer.numberOfTrailingZeros(~(rest >>> gap));
      if (run == length) {
        return position + gap;
      }
      position += gap + run;
      rest = rest >>> gap >>> run;
    }
    return -1;
  }

  /** Returns whether all of some fragments, which lie within a block, are free. */
  boolean areFree(int fragment, int count) {
    int within = fragment % perBlock;
    int wanted = ((1 << count) - 1) << within;
    return (freeMask(fragment - within) & wanted) == wanted;
  }

  /** Takes whole blocks in a row that are free. */
  void takeBlocks(int start, int count) {
    for (int block = start; block < start + count * perBlock; block += perBlock) {
      int at = block / BITS;
      setMap(at, map[at] & ~(full << block % BITS));
      countBlocks(block, -1);
    }
    groups.count(group, 0, -count, 0, 0);
  }

  /** Takes fragments that lie within a block and are free. */
  void take(int fragment, int count) {
    change(fragment, count, false);
  }

  /**
   * Frees fragments that lie within a block.
   *
   * @throws CorruptImageException if one of them is free
   */
  void free(int fragment, int count) throws CorruptImageException {
    int within = fragment % perBlock;
    int wanted = ((1 << count) - 1) << within;
    if ((freeMask(fragment - within) & wanted) != 0) {
      throw CylinderGroups.corrupt(
          group.number(),
          "fragment " + fragment + " of it is to be freed and is free, or the one behind it");
    }
    change(fragment, count, true);
  }

  private void change(int fragment, int count, boolean free) {
    int block = fragment - fragment % perBlock;
    int before = freeMask(block);
    int bits = ((1 << count) - 1) << (fragment - block);
    int at = block / BITS;
    setMap(at, free ? map[at] | bits << block % BITS : map[at] & ~(bits << block % BITS));
    firstFree = free ? Math.min(firstFree, block / BITS * BITS) : firstFree;
    int after = freeMask(block);
    int blocks = 0;
    if (before == full) {
      blocks--;
    } else {
      countRuns(before, -1);
    }
    if (after == full) {
      blocks++;
    } else {
      countRuns(after, 1);
    }
    if (blocks != 0) {
      countBlocks(block, blocks);
    }
    groups.count(group, 0, blocks, 0, partlyFree(after) - partlyFree(before));
  }

  private int partlyFree(int mask) {
    return mask == full ? 0 : Integer.bitCount(mask);
  }

  private void countRuns(int mask, int difference) {
    int rest = mask;
    while (rest != 0) {
      rest >>>= Integer.numberOfTrailingZeros(rest);
      int run = Integer.numberOfTrailingZeros(~rest);
      group.freeRuns(run, group.freeRuns(run) + difference);
      rest >>>= run;
    }
  }

  private void countBlocks(int block, int difference) {
    long sector = (long) block * sectorsPerFragment;
    int cylinder = (int) (sector / perCylinder);
    int position = (int) (sector % perCylinder % perTrack * positions / perTrack);
    group.freeBlocksInCylinder(cylinder, group.freeBlocksInCylinder(cylinder) + difference);
    group.freeBlocksAt(cylinder, position, group.freeBlocksAt(cylinder, position) + difference);
  }
}

package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;

/**
 * What is used of a cylinder group, by its own map.
 *
 * @param tree the file system's name among the trees
 * @param group its number, from 0
 * @param firstFragment counted from the start of the file system
 * @param fragments how many it has
 * @param metadata how many of them its own tables take
 * @param used how many are in use, tables too
 * @param counts as the group has them
 * @param inodes how many it has
 * @param map a digit for each of so many equal parts: 0 nothing of it is in use, 9 all, 1 to 8 a
 *     part of it
 */
record GroupMap(
    String tree,
    int group,
    long firstFragment,
    int fragments,
    long metadata,
    int used,
    CylinderSummary counts,
    int inodes,
    String map) {
  /** In how many parts a group is shown. */
  private static final int PARTS = 64;

  /** Returns the groups of a file system; one whose block is damaged is left out. */
  static ImmutableList<GroupMap> of(String tree, BlockDevice device, Superblock superblock)
      throws IOException {
    ImmutableList.Builder<GroupMap> groups = ImmutableList.builder();
    int count = Math.min(superblock.groupCount(), ReportLimits.MOST_GROUPS);
    ByteBuffer block = ByteBuffer.allocate(superblock.blockBytes()).order(superblock.byteOrder());
    for (int group = 0; group < count; group++) {
      long offset = superblock.fragmentOffset(superblock.groupBlockFragment(group));
      if (offset < 0 || offset > device.size() - block.capacity()) {
        continue;
      }
      device.read(offset, block.clear());
      try {
        groups.add(of(tree, superblock, CylinderGroup.of(superblock, group, block), group));
      } catch (CorruptImageException e) {
        // The check says what is wrong with it.
      }
    }
    return groups.build();
  }

  private static GroupMap of(
      String tree, Superblock superblock, CylinderGroup cylinderGroup, int group) {
    int fragments = superblock.fragmentsInGroup(group);
    int parts = Math.min(PARTS, fragments);
    StringBuilder map = new StringBuilder(parts);
    int used = 0;
    int at = 0;
    for (int part = 1; part <= parts; part++) {
      int end = (int) ((long) fragments * part / parts);
      int all = end - at;
      int inUse = 0;
      for (; at < end; at++) {
        inUse += cylinderGroup.isFragmentFree(at) ? 0 : 1;
      }
      used += inUse;
      map.append(digit(inUse, all));
    }
    long tables = superblock.firstDataFragment(group) - superblock.superblockFragment(group);
    if (group == 0) {
      tables = superblock.firstDataFragment(group);
    }
    return new GroupMap(
        tree,
        group,
        superblock.groupBase(group),
        fragments,
        Math.max(0, Math.min(fragments, tables)),
        used,
        cylinderGroup.summary(),
        superblock.inodesPerGroup(),
        map.toString());
  }

  private static char digit(int used, int all) {
    if (used == 0) {
      return '0';
    }
    return (char) (used == all ? '9' : '1' + (int) (used * 8L / all));
  }
}

package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/** The cylinder groups that the current set of changes touches. */
final class CylinderGroups {
  private final MetadataBuffer buffer;
  private final Superblock geometry;
  private final Summaries summaries;
  private final VolumeClock clock;
  private final int groupBytes;
  private final Map<Integer, CylinderGroup> touched = new HashMap<>();
  private final Map<Integer, GroupBlocks> blocks = new HashMap<>();

  CylinderGroups(
      MetadataBuffer buffer, Superblock geometry, Summaries summaries, VolumeClock clock) {
    this.buffer = buffer;
    this.geometry = geometry;
    this.summaries = summaries;
    this.clock = clock;
    int fragment = geometry.fragmentBytes();
    this.groupBytes = (geometry.get(SuperblockField.CGSIZE) + fragment - 1) / fragment * fragment;
  }

  Superblock geometry() {
    return geometry;
  }

  Summaries summaries() {
    return summaries;
  }

  /** Returns a group to be looked at or changed; its counts go through {@link #count}. */
  CylinderGroup group(int number) throws IOException {
    CylinderGroup known = touched.get(number);
    if (known != null) {
      return known;
    }
    long offset = geometry.fragmentOffset(geometry.groupBlockFragment(number));
    CylinderGroup group = CylinderGroup.of(geometry, number, buffer.modify(offset, groupBytes));
    touched.put(number, group);
    return group;
  }

  /** Returns the free space of a group. */
  GroupBlocks blocks(int number) throws IOException {
    GroupBlocks known = blocks.get(number);
    if (known != null) {
      return known;
    }
    GroupBlocks fresh = new GroupBlocks(this, group(number));
    blocks.put(number, fresh);
    return fresh;
  }

  /** Adds to the counts of a group, in the group, the summary area and the totals. */
  void count(
      CylinderGroup group, int directories, int freeBlocks, int freeInodes, int freeFragments) {
    group.addToSummary(directories, freeBlocks, freeInodes, freeFragments);
    group.time(clock.seconds());
    summaries.count(group.number(), directories, freeBlocks, freeInodes, freeFragments);
  }

  /** Forgets the groups, which are about to be flushed or rolled back. */
  void forget() {
    touched.clear();
    blocks.clear();
  }

  static CorruptImageException corrupt(int group, String reason) {
    return new CorruptImageException("cylinder group " + group, -1, reason);
  }
}

package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;

/** The counts of every group, as the summary area repeats them, and their totals. */
final class Summaries {
  private final CylinderSummary[] groups;
  private final CylinderSummary[] savedGroups;
  private final BitSet changed = new BitSet();
  private CylinderSummary totals;
  private CylinderSummary savedTotals;

  private Summaries(CylinderSummary[] groups, CylinderSummary totals) {
    this.groups = groups;
    this.savedGroups = groups.clone();
    this.totals = totals;
    this.savedTotals = totals;
  }

  static Summaries read(ImageReader reader) throws IOException {
    Superblock superblock = reader.geometry();
    ByteBuffer area =
        reader.read(
            superblock.summaryOffset(),
            (int) superblock.summaryBytes(),
            () -> "cylinder group summaries");
    CylinderSummary[] groups = new CylinderSummary[superblock.groupCount()];
    for (int group = 0; group < groups.length; group++) {
      groups[group] = CylinderSummary.decode(area, group * CylinderSummary.BYTES);
    }
    return new Summaries(groups, superblock.totals());
  }

  CylinderSummary group(int group) {
    return groups[group];
  }

  CylinderSummary totals() {
    return totals;
  }

  int groupCount() {
    return groups.length;
  }

  /** Adds to the counts of a group and to the totals. */
  void add(int group, CylinderSummary difference) {
    groups[group] = groups[group].plus(difference);
    totals = totals.plus(difference);
    changed.set(group);
  }

  /** Puts the counts that changed since the last call into the summary area. */
  void store(MetadataBuffer buffer, long areaOffset) throws IOException {
    for (int group = changed.nextSetBit(0); group >= 0; group = changed.nextSetBit(group + 1)) {
      groups[group].encode(
          buffer.modify(areaOffset + (long) group * CylinderSummary.BYTES, CylinderSummary.BYTES),
          0);
    }
    changed.clear();
  }

  void commit() {
    for (int group = changed.nextSetBit(0); group >= 0; group = changed.nextSetBit(group + 1)) {
      savedGroups[group] = groups[group];
    }
    savedTotals = totals;
  }

  void rollback() {
    for (int group = changed.nextSetBit(0); group >= 0; group = changed.nextSetBit(group + 1)) {
      groups[group] = savedGroups[group];
    }
    totals = savedTotals;
  }
}

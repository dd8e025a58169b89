package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;

/** The counts of every group, as the summary area repeats them, and their totals. */
final class Summaries {
  /** Where each count of {@code struct csum} is in a row of them. */
  private static final int DIRECTORIES = 0;

  private static final int FREE_BLOCKS = 1;
  private static final int FREE_INODES = 2;
  private static final int FREE_FRAGMENTS = 3;
  private static final int COUNTS = 4;

  /** The counts of each group, one group behind the other, and behind them the totals. */
  private final int[] counts;

  private final int[] saved;
  private final int groupCount;
  private final BitSet changed = new BitSet();

  private Summaries(CylinderSummary[] groups, CylinderSummary totals) {
    this.groupCount = groups.length;
    this.counts = new int[(groupCount + 1) * COUNTS];
    for (int group = 0; group < groupCount; group++) {
      add(group, groups[group]);
    }
    add(groupCount, totals);
    this.saved = counts.clone();
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

  private void add(int row, CylinderSummary summary) {
    add(
        row,
        summary.directories(),
        summary.freeBlocks(),
        summary.freeInodes(),
        summary.freeFragments());
  }

  private void add(int row, int directories, int freeBlocks, int freeInodes, int freeFragments) {
    int at = row * COUNTS;
    counts[at + DIRECTORIES] += directories;
    counts[at + FREE_BLOCKS] += freeBlocks;
    counts[at + FREE_INODES] += freeInodes;
    counts[at + FREE_FRAGMENTS] += freeFragments;
  }

  private CylinderSummary summary(int row) {
    int at = row * COUNTS;
    return new CylinderSummary(
        counts[at + DIRECTORIES],
        counts[at + FREE_BLOCKS],
        counts[at + FREE_INODES],
        counts[at + FREE_FRAGMENTS]);
  }

  CylinderSummary group(int group) {
    return summary(group);
  }

  CylinderSummary totals() {
    return summary(groupCount);
  }

  int groupCount() {
    return groupCount;
  }

  int freeBlocks(int group) {
    return counts[group * COUNTS + FREE_BLOCKS];
  }

  int freeInodes(int group) {
    return counts[group * COUNTS + FREE_INODES];
  }

  int freeFragments(int group) {
    return counts[group * COUNTS + FREE_FRAGMENTS];
  }

  /** Returns the number of free blocks in all groups. */
  int freeBlocks() {
    return freeBlocks(groupCount);
  }

  /** Returns the number of free fragments in blocks that are not wholly free, in all groups. */
  int freeFragments() {
    return freeFragments(groupCount);
  }

  /** Adds to the counts of a group and to the totals, which wrap as the kernel's do. */
  void count(int group, int directories, int freeBlocks, int freeInodes, int freeFragments) {
    add(group, directories, freeBlocks, freeInodes, freeFragments);
    add(groupCount, directories, freeBlocks, freeInodes, freeFragments);
    changed.set(group);
  }

  /** Puts the counts that changed since the last call into the summary area. */
  void store(MetadataBuffer buffer, long areaOffset) throws IOException {
    for (int group = changed.nextSetBit(0); group >= 0; group = changed.nextSetBit(group + 1)) {
      summary(group)
          .encode(
              buffer.modify(
                  areaOffset + (long) group * CylinderSummary.BYTES, CylinderSummary.BYTES),
              0);
    }
    changed.clear();
  }

  void commit() {
    copyChanged(counts, saved);
  }

  void rollback() {
    copyChanged(saved, counts);
  }

  private void copyChanged(int[] from, int[] to) {
    for (int group = changed.nextSetBit(0); group >= 0; group = changed.nextSetBit(group + 1)) {
      System.arraycopy(from, group * COUNTS, to, group * COUNTS, COUNTS);
    }
    System.arraycopy(from, groupCount * COUNTS, to, groupCount * COUNTS, COUNTS);
  }
}

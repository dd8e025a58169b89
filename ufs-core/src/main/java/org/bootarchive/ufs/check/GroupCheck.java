package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;

/**
 * Compares the maps and counts of every cylinder group, the summary area and the totals with what
 * the inodes use.
 */
final class GroupCheck {
  private static final int CS = 24;
  private static final int FRSUM = 52;

  private final Survey survey;
  private final Superblock superblock;
  private final Findings findings;
  private final GroupUse use;
  private final byte[] bytes;
  private final ByteBuffer block;

  GroupCheck(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.findings = survey.findings();
    this.use = new GroupUse(survey);
    this.bytes = new byte[superblock.blockBytes()];
    this.block = survey.buffer(bytes);
  }

  void check() throws IOException {
    GroupHeader header = new GroupHeader(survey);
    CylinderSummary sum = CylinderSummary.ZERO;
    ByteBuffer area = readSummaryArea();
    for (int group = 0; group < survey.groups(); group++) {
      long offset = superblock.fragmentOffset(superblock.groupBlockFragment(group));
      survey.read(offset, block, superblock.blockBytes());
      boolean sound = header.check(group, block, offset);
      if (!survey.isComplete()) {
        use.computeInodes(group);
        if (sound) {
          inodeMap(group, view(group), offset);
        }
        continue;
      }
      use.compute(group);
      sum = sum.plus(use.summary());
      summaries(group, area, offset);
      if (sound) {
        maps(group, view(group), offset);
      }
    }
    if (survey.isComplete()) {
      new SuperblockState(survey).checkTotals(sum);
    }
  }

  private CylinderGroup view(int group) throws CorruptImageException {
    return CylinderGroup.of(superblock, group, block);
  }

  private ByteBuffer readSummaryArea() throws IOException {
    if (!survey.isComplete()) {
      return ByteBuffer.allocate(0);
    }
    int length = (int) superblock.summaryBytes();
    ByteBuffer area = survey.buffer(length);
    survey.read(superblock.summaryOffset(), area, length);
    return area;
  }

  private void summaries(int group, ByteBuffer area, long offset) {
    CylinderSummary expected = use.summary();
    CylinderSummary found = CylinderSummary.decode(block, CS);
    if (differ(found, expected)) {
      findings.group(
          FindingKind.GROUP_SUMMARY,
          group,
          offset + CS,
          "cg_cs is " + describe(found) + ", expected " + describe(expected));
    }
    int at = group * CylinderSummary.BYTES;
    found = CylinderSummary.decode(area, at);
    if (differ(found, expected)) {
      findings.group(
          FindingKind.SUMMARY_AREA,
          group,
          superblock.summaryOffset() + at,
          "the summary area has " + describe(found) + ", expected " + describe(expected));
    }
  }

  /** Compares counts, without what a record's own comparison costs when it is first used. */
  static boolean differ(CylinderSummary one, CylinderSummary other) {
    return one.directories() != other.directories()
        || one.freeBlocks() != other.freeBlocks()
        || one.freeInodes() != other.freeInodes()
        || one.freeFragments() != other.freeFragments();
  }

  /** Returns counts for a message. */
  static String describe(CylinderSummary summary) {
    return "ndir "
        + summary.directories()
        + ", nbfree "
        + summary.freeBlocks()
        + ", nifree "
        + summary.freeInodes()
        + ", nffree "
        + summary.freeFragments();
  }

  private void maps(int group, CylinderGroup found, long offset) {
    inodeMap(group, found, offset);
    int mapBytes = (superblock.fragmentsPerGroup() + 7) / 8;
    new MapComparison(bytes, found.fragmentsFreeOffset(), use.fragmentsFree(), mapBytes)
        .reportFragments(findings, group, superblock.groupBase(group), offset);
    for (int length = 0; length <= CylinderGroup.LONGEST_RUN; length++) {
      if (found.freeRuns(length) != use.freeRuns(length)) {
        findings.group(
            FindingKind.FRAGMENT_RUNS,
            group,
            offset + FRSUM + 4L * length,
            "cg_frsum["
                + length
                + "] is "
                + found.freeRuns(length)
                + ", expected "
                + use.freeRuns(length));
      }
    }
    tables(group, found, offset);
  }

  private void inodeMap(int group, CylinderGroup found, long offset) {
    new MapComparison(bytes, found.inodesUsedOffset(), use.inodesUsed(), use.inodesUsed().length)
        .reportInodes(findings, group, (long) group * superblock.inodesPerGroup(), offset);
  }

  private void tables(int group, CylinderGroup found, long offset) {
    for (int cylinder = 0; cylinder < use.cylinders(); cylinder++) {
      int total = found.freeBlocksInCylinder(cylinder);
      int expectedTotal = use.freeBlocksInCylinder(cylinder);
      if (total != expectedTotal) {
        findings.group(
            FindingKind.BLOCK_TOTALS,
            group,
            offset + found.blockTotalsOffset() + 4L * cylinder,
            "cg_btot[" + cylinder + "] is " + total + ", expected " + expectedTotal);
      }
      for (int position = 0; position < use.positions(); position++) {
        int count = found.freeBlocksAt(cylinder, position);
        int expected = use.freeBlocksAt(cylinder, position);
        if (count != expected) {
          findings.group(
              FindingKind.BLOCK_POSITIONS,
              group,
              offset + found.blockPositionsOffset() + 2L * (cylinder * use.positions() + position),
              "cg_b[" + cylinder + "][" + position + "] is " + count + ", expected " + expected);
        }
      }
    }
  }
}

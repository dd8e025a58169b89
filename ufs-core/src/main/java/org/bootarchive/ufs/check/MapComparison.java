package org.bootarchive.ufs.check;

import java.util.Arrays;

/** The bits of a map on disk that differ from what they should be. */
final class MapComparison {
  private int setWrongly;
  private int firstSetWrongly;
  private int clearWrongly;
  private int firstClearWrongly;

  /**
   * Compares two maps.
   *
   * @param block holds the map that was found, from {@code at} on
   * @param expected the other map; what it lacks of {@code bytes} is zero
   */
  MapComparison(byte[] block, int at, byte[] expected, int bytes) {
    int common = Math.min(bytes, expected.length);
    boolean same = Arrays.equals(block, at, at + common, expected, 0, common);
    for (int i = same ? common : 0; i < bytes; i++) {
      int found = block[at + i] & 0xff;
      int right = i < common ? expected[i] & 0xff : 0;
      int wrong = found ^ right;
      while (wrong != 0) {
        int bit = Integer.numberOfTrailingZeros(wrong);
        note(i * 8 + bit, (found >> bit & 1) != 0);
        wrong &= wrong - 1;
      }
    }
  }

  private void note(int index, boolean set) {
    if (set) {
      if (setWrongly++ == 0) {
        firstSetWrongly = index;
      }
    } else if (clearWrongly++ == 0) {
      firstClearWrongly = index;
    }
  }

  /** Reports a map of free fragments. */
  void reportFragments(Findings findings, int group, long base, long offset) {
    if (setWrongly > 0) {
      long first = base + firstSetWrongly;
      findings.groupFragment(
          FindingKind.FRAGMENT_MAP,
          group,
          first,
          offset,
          text(setWrongly, first, "fragment", "marked free, but in use"));
    }
    if (clearWrongly > 0) {
      long first = base + firstClearWrongly;
      findings.groupFragment(
          FindingKind.FRAGMENT_MAP,
          group,
          first,
          offset,
          text(clearWrongly, first, "fragment", "marked used, but nothing claims it"));
    }
  }

  /** Reports a map of used inodes. */
  void reportInodes(Findings findings, int group, long base, long offset) {
    if (setWrongly > 0) {
      long first = base + firstSetWrongly;
      findings.groupInode(
          FindingKind.INODE_MAP,
          group,
          first,
          offset,
          text(setWrongly, first, "inode", "marked used, but free"));
    }
    if (clearWrongly > 0) {
      long first = base + firstClearWrongly;
      findings.groupInode(
          FindingKind.INODE_MAP,
          group,
          first,
          offset,
          text(clearWrongly, first, "inode", "marked free, but in use"));
    }
  }

  private static String text(int count, long first, String unit, String fault) {
    String one = unit + " " + first + " is " + fault;
    return count == 1 ? one : one + ", as are " + (count - 1) + " more";
  }
}

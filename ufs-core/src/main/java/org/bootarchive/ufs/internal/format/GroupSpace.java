package org.bootarchive.ufs.internal.format;

import org.bootarchive.ufs.disk.CylinderSummary;

/**
 * Which fragments of a new group are free, counted from the group's start: whole blocks from 0 to
 * below {@code frontEnd}, then everything from {@code dataStart} to below {@code end}.
 *
 * <p>In group 0 lost+found and the root directory, made in this order, take the first free block
 * and the first fragment of the next one.
 */
record GroupSpace(
    int frontEnd, int dataStart, int end, boolean first, int fragmentsPerBlock, int inodes) {
  /** Inodes in use from the start: two reserved ones, / and lost+found. */
  static final int USED_INODES = 4;

  private static final int DIRECTORIES = 2;

  static GroupSpace of(Geometry geometry, int group) {
    int stagger = geometry.groupStagger(group);
    int dataStart = stagger + geometry.firstDataFragment();
    if (group == 0) {
      dataStart += geometry.summaryBytes() / geometry.fragmentBytes();
    }
    return new GroupSpace(
        group == 0 ? 0 : stagger + geometry.superblockFragment(),
        dataStart,
        geometry.fragmentsInGroup(group),
        group == 0,
        geometry.fragmentsPerBlock(),
        geometry.inodesPerGroup());
  }

  /** Returns the first block boundary at or behind the start of the data. */
  private int firstWholeBlock() {
    return (int) BlockSizes.roundUp(dataStart, fragmentsPerBlock);
  }

  /** Returns where the directories of group 0 end: at the boundary without them. */
  private int directoriesEnd() {
    return first ? rootFragment() + 1 : firstWholeBlock();
  }

  /** Returns the fragment of lost+found's block, in group 0. */
  int lostFoundFragment() {
    return firstWholeBlock();
  }

  /** Returns the fragment of the root directory, in group 0. */
  int rootFragment() {
    return firstWholeBlock() + fragmentsPerBlock;
  }

  /** Returns whether group 0 has the two free blocks that mkfs needs for its directories. */
  boolean holdsDirectories() {
    return firstWholeBlock() + 2L * fragmentsPerBlock <= end;
  }

  /** Returns what the group adds to fs_dsize. */
  int dataFragments() {
    return frontEnd + end - dataStart;
  }

  /** Returns whether a fragment is free, from 0 to below the end of the group. */
  boolean isFree(int fragment) {
    if (fragment < frontEnd) {
      return true;
    }
    return fragment >= directoriesEnd() || (fragment >= dataStart && fragment < firstWholeBlock());
  }

  /** Returns the counts of the group. */
  CylinderSummary summary() {
    int wholeBlocks = end / fragmentsPerBlock - firstWholeBlock() / fragmentsPerBlock;
    int fragments = firstWholeBlock() - dataStart + end % fragmentsPerBlock;
    if (first) {
      wholeBlocks -= 2;
      fragments += fragmentsPerBlock - 1;
    }
    return new CylinderSummary(
        first ? DIRECTORIES : 0,
        frontEnd / fragmentsPerBlock + wholeBlocks,
        first ? inodes - USED_INODES : inodes,
        fragments);
  }
}

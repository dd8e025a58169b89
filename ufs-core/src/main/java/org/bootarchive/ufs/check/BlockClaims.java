package org.bootarchive.ufs.check;

import org.jspecify.annotations.Nullable;

/**
 * Claims the blocks of inodes, and finds pointers that lead where no file can be: {@code
 * pass1check()} and {@code chkrange()} of {@code fsck}.
 */
final class BlockClaims implements BlockWalk.Visitor {
  /** {@code IFALLOCATE}: pointers to blocks that were never written are negative. */
  private static final int FLAG_ALLOCATED = 2;

  private final Survey survey;
  private final int sizeInFragments;
  private final int perBlock;
  private final PointerFault outOfRange = new PointerFault(FindingKind.POINTER_OUT_OF_RANGE);
  private final PointerFault pastImage = new PointerFault(FindingKind.POINTER_PAST_IMAGE);
  private final PointerFault misaligned = new PointerFault(FindingKind.POINTER_MISALIGNED);
  private final PointerFault metadata = new PointerFault(FindingKind.POINTER_INTO_METADATA);
  private @Nullable ContentBlocks content;
  private boolean allocated;
  private long fragments;
  private long unwritten;

  BlockClaims(Survey survey) {
    this.survey = survey;
    this.sizeInFragments = survey.superblock().sizeInFragments();
    this.perBlock = survey.superblock().fragmentsPerBlock();
  }

  /**
   * Starts an inode.
   *
   * @param flags its di_cflags
   * @param contentBlocks where to note its data blocks, or null
   */
  void begin(int flags, @Nullable ContentBlocks contentBlocks) {
    content = contentBlocks;
    allocated = (flags & FLAG_ALLOCATED) != 0;
    fragments = 0;
    unwritten = 0;
    outOfRange.clear();
    pastImage.clear();
    misaligned.clear();
    metadata.clear();
  }

  @Override
  public boolean block(int pointer, int count, long logicalBlock, int level) {
    fragments += count;
    int start = pointer;
    if (allocated && pointer < 0 && level == 0) {
      start = -pointer;
      unwritten++;
    }
    if (start <= 0 || start > sizeInFragments - count) {
      outOfRange.note(pointer, logicalBlock, level);
      claimEach(start, count);
      return false;
    }
    if (perBlock - start % perBlock < count) {
      misaligned.note(pointer, logicalBlock, level);
      claimEach(start, count);
      return false;
    }
    if (start > survey.fragments() - count) {
      pastImage.note(pointer, logicalBlock, level);
      claimEach(start, count);
      return false;
    }
    boolean sound = claim(start, count, logicalBlock, level);
    if (level > 0) {
      return sound && survey.mayRead(start);
    }
    if (content != null && sound && survey.mayRead(start)) {
      content.add(start, count);
    }
    return false;
  }

  /** Returns whether the block is not part of the file system's own tables. */
  private boolean claim(int start, int count, long logicalBlock, int level) {
    int before = survey.used().claim(start, count);
    if (before == 0) {
      return true;
    }
    boolean sound = true;
    for (int i = 0; i < count; i++) {
      if ((before >> i & 1) != 0) {
        if (survey.isMetadata(start + (long) i)) {
          metadata.note(start + i, logicalBlock, level);
          sound = false;
        } else {
          survey.noteFragmentClaimedTwice();
        }
      }
    }
    return sound;
  }

  private void claimEach(int start, int count) {
    for (long fragment = start; fragment < (long) start + count; fragment++) {
      if (fragment > 0 && fragment < survey.fragments() && !survey.isMetadata(fragment)) {
        if (survey.used().claim(fragment, 1) != 0) {
          survey.noteFragmentClaimedTwice();
        }
      }
    }
  }

  /** Reports what was wrong with the pointers of the inode. */
  void report(int inode) {
    if (outOfRange.isClear() && pastImage.isClear() && misaligned.isClear() && metadata.isClear()) {
      return;
    }
    String end = "expected 1 to " + (sizeInFragments - 1L);
    outOfRange.report(survey.findings(), inode, "outside the file system, " + end);
    pastImage.report(survey.findings(), inode, "behind the end of the image");
    misaligned.report(survey.findings(), inode, "across the boundary of a block");
    metadata.report(survey.findings(), inode, "in the file system's own tables");
  }

  /** Returns how many fragments the inode's pointers stand for, the wrong ones included. */
  long fragments() {
    return fragments;
  }

  /** Returns how many blocks are allocated and were never written. */
  long unwritten() {
    return unwritten;
  }
}

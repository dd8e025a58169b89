package org.bootarchive.ufs.check;

import static org.bootarchive.ufs.disk.SuperblockField.*;

import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * Checks what the superblock says of the state of the file system: {@code updateclean()} of {@code
 * fsck}.
 */
final class SuperblockState {
  private static final int CLEAN_VALUE = 1;
  private static final int STABLE_VALUE = 2;

  /** {@code FSLOG}. */
  private static final int LOG_VALUE = 0xfd;

  /** {@code FS_ALL_ROLLED}. */
  private static final int ALL_ROLLED = 1;

  private static final int LARGE_FILES = 1;

  private final Survey survey;
  private final Superblock superblock;

  SuperblockState(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
  }

  /** Checks the marks of a clean file system, when all inodes have been seen. */
  void check() {
    // 4.2BSD kept no state: whether the file system is sound is seen by looking.
    if (!superblock.isOldFormat()) {
      marks();
      largeFiles();
    }
  }

  private void marks() {
    int clean = superblock.get(CLEAN) & 0xff;
    int log = superblock.get(LOGBNO);
    if (clean == LOG_VALUE && log == 0) {
      wrong(CLEAN, "is 0x" + Integer.toHexString(clean) + ", but there is no log");
    } else if (clean != CLEAN_VALUE && clean != STABLE_VALUE && clean != LOG_VALUE) {
      wrong(
          CLEAN,
          "is 0x"
              + Integer.toHexString(clean)
              + ", expected 1 (clean) or 2 (stable): a mount for writing is refused");
    }
    int sum = superblock.get(STATE) + superblock.time();
    if (sum != Superblock.STATE_OKAY) {
      wrong(
          STATE,
          "and fs_time add up to 0x"
              + Integer.toHexString(sum)
              + ", expected 0x"
              + Integer.toHexString(Superblock.STATE_OKAY)
              + ": a mount for writing is refused");
    }
    if (superblock.get(RECLAIM) != 0) {
      wrong(RECLAIM, "is " + superblock.get(RECLAIM) + ", expected 0");
    }
    if (log != 0 && clean != LOG_VALUE) {
      wrong(LOGBNO, "is " + log + ", but fs_clean is not that of a file system with a log, 0xfd");
    }
    if (log != 0 && clean == LOG_VALUE && superblock.get(ROLLED) != ALL_ROLLED) {
      wrong(
          ROLLED,
          "is "
              + superblock.get(ROLLED)
              + ", expected "
              + ALL_ROLLED
              + ": the log may hold changes that are not in place yet");
    }
  }

  private void largeFiles() {
    int flags = superblock.get(FLAGS) & 0xff;
    boolean found = survey.hasLargeFiles();
    if (found ? flags == 0 : flags == LARGE_FILES && survey.isComplete()) {
      survey
          .findings()
          .superblock(
              FindingKind.SUPERBLOCK_LARGE_FILES,
              superblock,
              FLAGS,
              "is "
                  + flags
                  + (found ? ", but there are files" : ", but there is no file")
                  + " of 2 GiB or more");
    }
  }

  /** Compares the totals with the sum over all groups. */
  void checkTotals(CylinderSummary sum) {
    CylinderSummary found = superblock.totals();
    if (GroupCheck.differ(found, sum)) {
      survey
          .findings()
          .superblock(
              FindingKind.SUPERBLOCK_TOTALS,
              superblock,
              NDIR,
              "and the other totals are "
                  + GroupCheck.describe(found)
                  + ", expected "
                  + GroupCheck.describe(sum));
    }
  }

  private void wrong(SuperblockField field, String text) {
    survey.findings().superblock(FindingKind.SUPERBLOCK_STATE, superblock, field, text);
  }
}

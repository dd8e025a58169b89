package org.bootarchive.ufs.check;

import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;

/** Finds what an inode of a regular file shows of traps for mid-boot reading. */
final class BootFileTraps {
  /** What kobj reads at a time: {@code boot_compinfo} in {@code fakebop.c}. */
  private static final int KOBJ_BLOCK = 8192;

  private static final int GZIP_MAGIC_BYTES = 3;

  private final Survey survey;
  private final Superblock superblock;

  BootFileTraps(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
  }

  /**
   * Notes a regular file.
   *
   * @param holes how many of its blocks are missing or were never written
   */
  void note(int number, Inode inode, long holes) {
    if (!survey.options().bootTraps()) {
      return;
    }
    if (holes > 0) {
      survey
          .findings()
          .inode(
              FindingKind.BOOT_HOLE,
              number,
              holes
                  + " of its blocks are holes; mid-boot reads the first "
                  + superblock.blockBytes()
                  + " bytes of the image there");
    }
    if (inode.size() > 0 && inode.size() % KOBJ_BLOCK == 0) {
      survey
          .findings()
          .inode(
              FindingKind.BOOT_FILE_SIZE,
              number,
              "its size of "
                  + inode.size()
                  + " bytes is a multiple of "
                  + KOBJ_BLOCK
                  + "; a kobj read that reaches past its end gives nothing");
    }
    int first = inode.direct().get(0);
    if (inode.size() >= GZIP_MAGIC_BYTES && first > 0 && first < survey.fragments()) {
      survey.files().add(number, first);
    }
  }
}

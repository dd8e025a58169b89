package org.bootarchive.ufs.check;

import org.bootarchive.ufs.disk.Superblock;

/** Claims the fragments of the file system's own tables before any file can. */
final class TableClaims {
  private final Survey survey;
  private final Superblock superblock;

  TableClaims(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
  }

  void claim() {
    for (int group = 0; group < survey.groups(); group++) {
      long from = group == 0 ? 0 : superblock.superblockFragment(group);
      claim(from, superblock.firstDataFragment(group));
    }
    SummaryPlace summary = SummaryPlace.of(superblock);
    claim(summary.from(), summary.to());
  }

  private void claim(long from, long to) {
    survey.used().set(from, Math.min(to, survey.fragments()));
  }
}

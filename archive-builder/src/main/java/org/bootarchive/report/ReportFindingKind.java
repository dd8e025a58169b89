package org.bootarchive.report;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings that a report adds, and what to do about each. */
enum ReportFindingKind implements Kind {
  /** A directory, or the file system in usr.lgz, cannot be read, and is left out of the report. */
  TREE_UNREADABLE(Severity.ERROR, "see archive-tool check, and build or fetch the archive anew"),
  /** There are more files than a report shows. */
  TREE_CUT(Severity.NOTE, "see archive-tool inspect");

  private final Severity severity;
  private final String remedy;

  ReportFindingKind(Severity severity, String remedy) {
    this.severity = severity;
    this.remedy = remedy;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}

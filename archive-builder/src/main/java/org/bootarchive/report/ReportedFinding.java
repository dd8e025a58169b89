package org.bootarchive.report;

import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.internal.text.KebabCase;

/** A finding, and what found it. */
record ReportedFinding(Section section, Finding finding) {
  /** What found a finding. */
  enum Section {
    CHECK,
    PLATFORM,
    BOOT,
    ENABLING;

    String word() {
      return KebabCase.of(this);
    }
  }
}

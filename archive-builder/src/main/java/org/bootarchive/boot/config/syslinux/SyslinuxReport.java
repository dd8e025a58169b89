package org.bootarchive.boot.config.syslinux;

import com.google.common.collect.ImmutableList;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.SourceLine;

/** Collects what is odd on the way. */
final class SyslinuxReport {
  private final FindingList findings = new FindingList();

  void add(SourceLine where, Kind code, String message) {
    findings.add(code.at(where, message));
  }

  ImmutableList<Finding> findings() {
    return findings.build();
  }
}

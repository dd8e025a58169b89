package org.bootarchive.ufs.check;

import java.util.List;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;

/**
 * What a check found, in the order in which it was found.
 *
 * @param findings of each kind at most as many as the options allow, then one that counts the rest
 */
public record CheckReport(List<Finding> findings) {

  /** Copies the list. */
  public CheckReport {
    findings = List.copyOf(findings);
  }

  /** Returns whether there is no error; there may be warnings. */
  public boolean clean() {
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether there was a file system to check, of a kind that is known here. */
  public boolean holdsFileSystem() {
    for (Finding finding : findings) {
      if (FindingKind.NOT_A_FILE_SYSTEM.is(finding)
          || FindingKind.UNSUPPORTED_FILE_SYSTEM.is(finding)) {
        return false;
      }
    }
    return true;
  }
}

package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;

/**
 * What a check of a platform image found.
 *
 * @param findings in the order in which they were found
 * @param manifestLines how many lines of the manifest were compared
 * @param files how many names of regular files the image has with /usr mounted
 * @param hasRoot whether there is a file system in the boot archive
 * @param hasUsr whether a /usr image was checked
 */
public record PlatformCheckReport(
    ImmutableList<Finding> findings,
    int manifestLines,
    int files,
    boolean hasRoot,
    boolean hasUsr) {

  /** Returns the same with other findings. */
  public PlatformCheckReport withFindings(ImmutableList<Finding> newFindings) {
    return new PlatformCheckReport(newFindings, manifestLines, files, hasRoot, hasUsr);
  }

  /** Returns whether there is no error; there may be warnings. */
  public boolean clean() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }
}

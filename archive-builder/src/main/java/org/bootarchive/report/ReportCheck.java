package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.finding.Finding;

/**
 * What a check of an archive came to.
 *
 * @param findings in the order in which they were found
 * @param platform the platform that the archive is in, if it is in one
 * @param hash what the kernel's check of the archive comes to; empty if it was not checked
 * @param sums the MD5 of files that the check has read, by their paths with /usr mounted, chars
 *     standing for bytes
 */
public record ReportCheck(
    ImmutableList<Finding> findings,
    Optional<PlatformSummary> platform,
    Optional<HashCheck> hash,
    ImmutableMap<String, String> sums) {

  /** Of an archive that was not checked. */
  public static final ReportCheck NONE =
      new ReportCheck(ImmutableList.of(), Optional.empty(), Optional.empty(), ImmutableMap.of());

  /** Returns what a check of an archive by itself found. */
  public static ReportCheck of(CheckReport report, Optional<HashCheck> hash) {
    return new ReportCheck(
        ImmutableList.copyOf(report.findings()), Optional.empty(), hash, ImmutableMap.of());
  }

  /** Returns what a check of a platform found. */
  public static ReportCheck of(PlatformCheckReport report, PlatformSummary platform) {
    return new ReportCheck(report.findings(), Optional.of(platform), report.hash(), report.sums());
  }
}

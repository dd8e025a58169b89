package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.bootarchive.hash.HashCheck;
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
 * @param hash what the kernel's check of the archive comes to; empty if there is no hash file
 * @param sums the MD5 of every regular file that was read to be compared with the manifest, 32
 *     lower-case digits, by its path with /usr mounted, chars standing for bytes; empty unless
 *     {@link PlatformCheck#checkWithSums} was asked
 */
public record PlatformCheckReport(
    ImmutableList<Finding> findings,
    int manifestLines,
    int files,
    boolean hasRoot,
    boolean hasUsr,
    Optional<HashCheck> hash,
    ImmutableMap<String, String> sums) {

  /** Returns the same with other findings. */
  public PlatformCheckReport withFindings(ImmutableList<Finding> newFindings) {
    return new PlatformCheckReport(newFindings, manifestLines, files, hasRoot, hasUsr, hash, sums);
  }

  /** Returns whether there is no error; there may be warnings. */
  public boolean clean() {
    return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
  }
}

package org.bootarchive.archive.platform;

import java.util.Optional;
import org.bootarchive.ufs.check.Finding;
import org.bootarchive.ufs.check.Severity;

/**
 * One thing that was found in a platform image.
 *
 * @param code the stable code: that of a {@link PlatformRule}, of a finding in the root image, or
 *     of one in the /usr image behind {@code usr-}
 * @param severity how bad it is
 * @param message what was found where, and what was expected
 * @param detail what the check of a file system found
 */
public record PlatformFinding(
    String code, Severity severity, String message, Optional<Finding> detail) {

  static PlatformFinding of(PlatformRule rule, String message) {
    return new PlatformFinding(rule.code(), rule.severity(), message, Optional.empty());
  }

  static PlatformFinding ofRoot(Finding finding) {
    return new PlatformFinding(
        finding.code(), finding.severity(), finding.message(), Optional.of(finding));
  }

  static PlatformFinding ofUsr(Finding finding) {
    return new PlatformFinding(
        "usr-" + finding.code(),
        finding.severity(),
        "usr.lgz: " + finding.message(),
        Optional.of(finding));
  }
}

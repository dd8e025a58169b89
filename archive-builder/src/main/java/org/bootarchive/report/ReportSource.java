package org.bootarchive.report;

import java.util.Optional;
import org.bootarchive.ufs.internal.text.KebabCase;

/**
 * A file or directory that a report is made from.
 *
 * @param role what it is to the report
 * @param path as it was named; what is no character is not in it
 * @param kind such as {@code ufs1}, {@code cpio}, {@code platform} or {@code medium}
 * @param size in bytes; of a directory that of the archive in it
 * @param sha1 40 hexadecimal digits of the archive in it; empty if they were not needed
 */
public record ReportSource(Role role, String path, String kind, long size, Optional<String> sha1) {

  /** What a source is to a report. */
  public enum Role {
    /** The archive that the report is about. */
    ARCHIVE,
    /** The older one that it is compared with. */
    AGAINST,
    /** What names the boot modules. */
    MODULES;

    /** Returns the word for it. */
    public String word() {
      return KebabCase.of(this);
    }
  }
}

package org.bootarchive.archive.convert;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings about a gzip file that a boot archive is in. */
enum GzipFindingKind implements Kind {
  /** The compressed data has no end. */
  GZIP_CUT(Severity.ERROR, "copy the file again; this copy is not whole"),
  /** The checksum is that of other bytes. */
  GZIP_CHECKSUM(Severity.ERROR, "copy the file again, or compress the archive anew"),
  /** The length at the end is that of other bytes. */
  GZIP_LENGTH(Severity.ERROR, "compress the archive anew"),
  /** What boots takes the first member alone. */
  GZIP_SECOND_MEMBER(Severity.ERROR, "compress the archive anew into one member"),
  /** A fast reboot takes the last four bytes for the length. */
  GZIP_BYTES_BEHIND(Severity.WARNING, "compress the archive anew");

  private final Severity severity;
  private final String remedy;

  GzipFindingKind(Severity severity, String remedy) {
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

package org.bootarchive.archive.platform;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** What a platform image observes; the names in kebab case are the codes of findings. */
enum PlatformRule implements Kind {
  /** The archive's hash is the one in its hash file. */
  PLATFORM_HASH_MISMATCH(Severity.ERROR),
  /** The hash file holds a hash. */
  PLATFORM_HASH_PANIC(Severity.ERROR),
  /** There is a hash file of at least 40 bytes, so that the kernel checks the archive. */
  PLATFORM_HASH_MISSING(Severity.WARNING),
  /** There is a kernel for the boot loader. */
  KERNEL_MISSING(Severity.ERROR),
  /** The kernel is the archive's. */
  KERNEL_DIFFERS(Severity.ERROR),
  /** The archive holds the kernel, whose symbols are read from there. */
  KERNEL_NOT_IN_ARCHIVE(Severity.WARNING),
  /** There is a time stamp. */
  VERSION_MISSING(Severity.WARNING),
  /** The time stamp is that in the name of the top directory. */
  VERSION_DIFFERS(Severity.WARNING),
  /** There is a list of what the image was built from. */
  GITSTATUS_MISSING(Severity.WARNING),
  /** That list is the one in the archive. */
  GITSTATUS_DIFFERS(Severity.ERROR),
  /** There is a manifest. */
  MANIFEST_MISSING(Severity.WARNING),
  /** Every line of the manifest has its form. */
  MANIFEST_MALFORMED(Severity.ERROR),
  /** No path is in the manifest twice. */
  MANIFEST_DUPLICATE(Severity.ERROR),
  /** The lines are sorted by bytes. */
  MANIFEST_ORDER(Severity.WARNING),
  /** A file has the MD5 that the manifest tells. */
  MANIFEST_MD5_DIFFERS(Severity.ERROR),
  /** Every file is in the manifest. */
  MANIFEST_FILE_UNLISTED(Severity.ERROR),
  /** Every line of the manifest is about a file. */
  MANIFEST_FILE_ABSENT(Severity.ERROR),
  /** The copy of the manifest in the image equals it. */
  MANIFEST_COPY_DIFFERS(Severity.ERROR),
  /** There is a copy of the manifest in the image. */
  MANIFEST_COPY_MISSING(Severity.WARNING),
  /** The archive has the files that the kernel does not come up without. */
  ARCHIVE_FILE_MISSING(Severity.WARNING),
  /** The root image is full to 95 percent at most. */
  ROOT_NEARLY_FULL(Severity.WARNING),
  /** The file system in usr.lgz is full to 95 percent at most. */
  USR_NEARLY_FULL(Severity.WARNING),
  /** A file can be read. */
  FILE_UNREADABLE(Severity.ERROR),
  /** usr.lgz is a compressed image as lofiadm makes it. */
  USR_LOFI(Severity.ERROR),
  /** The file system in usr.lgz can be read. */
  USR_UNREADABLE(Severity.ERROR);

  private final Severity severity;

  PlatformRule(Severity severity) {
    this.severity = severity;
  }

  @Override
  public Severity severity() {
    return severity;
  }
}

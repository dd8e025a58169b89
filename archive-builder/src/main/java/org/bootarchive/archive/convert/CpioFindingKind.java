package org.bootarchive.archive.convert;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings that a check of a cpio archive makes: what the kernel trips over. */
enum CpioFindingKind implements Kind {
  /** The kernel reads odc alone. */
  CPIO_FORMAT(Severity.ERROR, "make it anew: cpio -o -H odc"),
  /** What follows is no entry. */
  CPIO_DAMAGED(Severity.ERROR, "make the archive anew"),
  /** The archive ends in an entry. */
  CPIO_CUT(Severity.ERROR, "copy the archive again; this copy is not whole"),
  /** A field is no number: the kernel cannot open the file. */
  CPIO_BAD_NUMBER(Severity.ERROR, "make the archive anew"),
  /** The kernel compares the name byte for byte. */
  CPIO_NAME(Severity.ERROR, "give names without ./, a leading slash or double slashes"),
  /** Who extracts the archive writes elsewhere, or refuses it, as this program does. */
  CPIO_NAME_LEADS_OUT(Severity.ERROR, "make it anew without names that have .. in them"),
  /** The kernel may read it, but it can be no file in a directory. */
  CPIO_NO_FILE(Severity.ERROR, "make it anew without the entry"),
  /** The kernel takes each entry by itself. */
  CPIO_LINK_WITHOUT_DATA(Severity.ERROR, "make it anew with the data at each name"),
  /** The kernel reads the table of holes as the file's content. */
  CPIO_HOLES(Severity.ERROR, "make it anew from a file without holes"),
  /** A file reaches into the last part of a sector. */
  CPIO_UNREADABLE_END(Severity.ERROR, "fill the archive up with zeros to a multiple of 512 bytes"),
  /** The first entry counts. */
  CPIO_NAME_TWICE(Severity.WARNING, "take one of them out"),
  /** No file reaches into the last part of a sector, which cannot be read. */
  CPIO_LENGTH(Severity.WARNING, "fill the archive up with zeros to a multiple of 512 bytes"),
  /** cpio -i complains; the kernel does not mind. */
  CPIO_NO_TRAILER(Severity.WARNING, "make the archive anew, or leave it: the kernel reads it");

  private final Severity severity;
  private final String remedy;

  CpioFindingKind(Severity severity, String remedy) {
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

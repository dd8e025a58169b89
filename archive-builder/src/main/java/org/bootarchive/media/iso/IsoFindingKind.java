package org.bootarchive.media.iso;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings that a check of an ISO 9660 makes. */
enum IsoFindingKind implements Kind {
  /** The volume is longer than what it lies in. */
  CUT_SHORT(Severity.ERROR, "copy the medium again; this copy is not whole"),
  /** A directory cannot be read. */
  BAD_DIRECTORY(Severity.ERROR, "make the medium anew"),
  /** A file lies beyond the end. */
  BEYOND_END(Severity.ERROR, "copy the medium again; this copy is not whole"),
  /** Firmware finds nothing to boot. */
  BOOT_CATALOGUE(Severity.ERROR, "make the medium anew"),
  /** Two records of a directory have one name. */
  DUPLICATE_NAME(Severity.WARNING, "make the medium anew; the boot loader takes the first"),
  /** The boot loader finds no lower-case name. */
  NO_ROCK_RIDGE(Severity.WARNING, "make the medium with mkisofs -R"),
  /** The boot loader passes over fields behind CE. */
  FIELD_BEHIND_CONTINUATION(Severity.WARNING, "make the medium anew if the loader reads the file"),
  /** The boot loader takes a name of one NM alone. */
  NAME_IN_PARTS(Severity.WARNING, "give it a name of at most 140 bytes if the loader reads it"),
  /** The boot loader reads one byte beyond a sector that is full. */
  FULL_SECTOR(Severity.WARNING, "edit the directory with this tool, which leaves a byte"),
  /** The boot loader does not find a directory that was relocated. */
  RELOCATED_DIRECTORY(Severity.WARNING, "put it higher if the boot loader reads what is in it"),
  /** The boot loader reads the first piece alone. */
  SEVERAL_EXTENTS(Severity.WARNING, "keep what the boot loader reads below 4 GiB"),
  /** The boot loader reads the bytes as they are. */
  COMPRESSED_FILE(Severity.WARNING, "make the medium without zisofs"),
  /** The boot loader reads nothing of a link. */
  SYMBOLIC_LINK(Severity.NOTE, ""),
  /** A partition table lies over it: what is appended would not be the table's, so it is not. */
  ISOHYBRID(Severity.NOTE, "make the medium anew without the table if it is to be edited"),
  /** A UDF shares the medium, which other systems show; what is edited would not be in it. */
  SHARES_UDF(Severity.NOTE, "make the medium anew without UDF if it is to be edited"),
  /** An enhanced volume descriptor has its own tree; what is edited would not be in it. */
  ENHANCED_DESCRIPTOR(Severity.NOTE, "make the medium anew without it if it is to be edited"),
  /** piadm refuses a medium with two stamps. */
  STAMPS_DIFFER(Severity.WARNING, "put an etc/version/boot of the platform's stamp"),
  /** There are more findings than are worth a list. */
  MORE_FINDINGS(Severity.NOTE, "");

  private final Severity severity;
  private final String remedy;

  IsoFindingKind(Severity severity, String remedy) {
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

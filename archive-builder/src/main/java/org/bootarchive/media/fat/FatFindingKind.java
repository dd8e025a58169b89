package org.bootarchive.media.fat;

import java.util.Arrays;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/** The kinds of findings that a check of a FAT makes. */
enum FatFindingKind implements Kind {
  /** A chain goes on in a cluster that is free, bad, or none of the file system's. */
  BROKEN_CHAIN(Severity.ERROR, true, "run fsck on the medium, or make it anew"),
  /** Two files share a cluster, or a chain runs in a circle. */
  CROSS_LINK(Severity.ERROR, true, "run fsck on the medium, or make it anew"),
  /** Clusters are taken, and no file has them. */
  LOST_CLUSTERS(Severity.ERROR, true, "run fsck on the medium, which frees them"),
  /** The tables of clusters are not equal. */
  TABLES_DIFFER(Severity.ERROR, true, "run fsck on the medium"),
  /** The file system is longer than what it lies in. */
  CUT_SHORT(Severity.ERROR, true, "copy the medium again; this copy is not whole"),
  /** The table lists fewer clusters than there are. */
  SHORT_TABLE(Severity.ERROR, true, "make the file system anew"),
  /** A directory cannot be read. */
  BAD_DIRECTORY(Severity.ERROR, true, "run fsck on the medium, or make it anew"),
  /** A file is longer than its chain. */
  SIZE_BEYOND_CHAIN(Severity.ERROR, true, "put the file again"),
  /** A chain has more clusters than the size wants. */
  CHAIN_BEYOND_SIZE(Severity.ERROR, false, "put the file again"),
  /** The boot loader answers EINVAL for a file of no bytes that has a cluster. */
  EMPTY_FILE_WITH_CLUSTER(Severity.ERROR, false, "put the file again"),
  /** The boot loader answers EINVAL for a directory with a size. */
  DIRECTORY_WITH_SIZE(Severity.ERROR, false, "run fsck on the medium"),
  /** "." or ".." is not there or names another directory. */
  DOT_ENTRIES(Severity.ERROR, false, "run fsck on the medium"),
  /** Two entries of a directory have one name. */
  DUPLICATE_NAME(Severity.ERROR, false, "remove one of them"),
  /** The count of free clusters is wrong; pcfs believes it. */
  FREE_COUNT(Severity.ERROR, false, "run fsck on the medium"),
  /** The copy of the boot sector is another. */
  BACKUP_DIFFERS(Severity.WARNING, false, "run fsck on the medium"),
  /** A long name belongs to no file; the short name answers. */
  STRAY_LONG_NAME(Severity.WARNING, false, "run fsck on the medium"),
  /** pcfs starts to look for free clusters behind the lowest and never turns round. */
  NEXT_FREE(Severity.WARNING, false, "edit the medium with this tool, which sets it"),
  /** Offsets of the boot loader have 32 bits. */
  BEYOND_4_GIB(
      Severity.WARNING, false, "remove what is not needed and put the file again, further down"),
  /** The boot loader knows ASCII alone. */
  NAME_NOT_ASCII(Severity.WARNING, false, "give it a name of ASCII if the boot loader reads it"),
  /** piadm refuses a medium with two stamps. */
  STAMPS_DIFFER(Severity.WARNING, false, "put an etc/version/boot of the platform's stamp"),
  /** There are more findings than are worth a list. */
  MORE_FINDINGS(Severity.NOTE, false, "");

  private final Severity severity;
  private final boolean stopsEdit;
  private final String remedy;

  FatFindingKind(Severity severity, boolean stopsEdit, String remedy) {
    this.severity = severity;
    this.stopsEdit = stopsEdit;
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

  /** Returns whether a volume must not be changed that has this. */
  boolean stopsEdit() {
    return stopsEdit;
  }

  /** Returns whether a finding of a check says that nothing must be changed. */
  static boolean stopEdit(Finding finding) {
    return Arrays.stream(values()).anyMatch(kind -> kind.stopsEdit && kind.is(finding));
  }
}

package org.bootarchive.ufs.check;

/** How bad a finding is. */
public enum Severity {
  /** The file system contradicts itself. */
  ERROR,
  /** The file system is consistent, but something in it is unusual or a trap while booting. */
  WARNING
}

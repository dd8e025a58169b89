package org.bootarchive.ufs.check;

/**
 * What a check looks for.
 *
 * @param bootTraps whether to look for what mid-boot reading trips over: holes, gzip content, links
 * @param findingsPerKind how many findings of a kind are listed one by one, at least 1; the rest is
 *     counted
 */
public record CheckOptions(boolean bootTraps, int findingsPerKind) {
  private static final int DEFAULT_FINDINGS_PER_KIND = 1000;

  /** Everything is looked for, and the first 1000 findings of each kind are listed. */
  public static final CheckOptions DEFAULTS = new CheckOptions(true, DEFAULT_FINDINGS_PER_KIND);

  /** Checks the range. */
  public CheckOptions {
    if (findingsPerKind < 1) {
      throw new IllegalArgumentException("findingsPerKind is " + findingsPerKind);
    }
  }

  /** Returns these options with another choice about boot traps. */
  public CheckOptions withBootTraps(boolean wanted) {
    return new CheckOptions(wanted, findingsPerKind);
  }
}

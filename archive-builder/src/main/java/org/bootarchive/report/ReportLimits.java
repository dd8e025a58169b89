package org.bootarchive.report;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How much of the content of files goes into a report.
 *
 * @param fileBytes a file that is longer is left out
 * @param totalBytes so much of all files together, as JSON has it
 */
public record ReportLimits(int fileBytes, int totalBytes) {
  /** Files of up to 64 KiB, and 2 MiB of all. */
  public static final ReportLimits DEFAULTS = new ReportLimits(64 << 10, 2 << 20);

  /** The most that either may be: 64 MiB. */
  public static final int MOST_BYTES = 64 << 20;

  /** Names beyond so many are left out of a tree: real platforms have 20,000 to 60,000. */
  static final int MOST_NODES = 200_000;

  /** Paths that differ beyond so many are only counted. */
  static final int MOST_DIFFERENCES = 20_000;

  /** Sets of equal files beyond so many are left out, those that waste least. */
  static final int MOST_DUPLICATES = 2000;

  /** Cylinder groups beyond so many are left out; one of a real image has 8 MiB and more. */
  static final int MOST_GROUPS = 4096;

  /** So many bytes of a tree are read at most to find out which files are equal. */
  static final long MOST_COMPARED_BYTES = 256L << 20;

  /** Checks the ranges. */
  public ReportLimits {
    checkArgument(fileBytes >= 0 && fileBytes <= MOST_BYTES, "fileBytes is %s", fileBytes);
    checkArgument(totalBytes >= 0 && totalBytes <= MOST_BYTES, "totalBytes is %s", totalBytes);
  }
}

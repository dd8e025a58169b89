package org.bootarchive.report;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How much of the content of files goes into a report.
 *
 * @param fileBytes a file that is longer is left out
 * @param totalBytes so much of all files together, as JSON has it
 * @param reportBytes texts are cut so that the whole report has about so many bytes, if it can
 */
public record ReportLimits(int fileBytes, int totalBytes, long reportBytes) {
  /** Files of up to 64 KiB, and 2 MiB of all; a page below 8 MB. */
  public static final ReportLimits DEFAULTS = new ReportLimits(64 << 10, 2 << 20, 7_400_000);

  /** The most that either may be: 64 MiB. */
  public static final int MOST_BYTES = 64 << 20;

  /** Names beyond so many are left out of a tree: real platforms have 20,000 to 60,000. */
  static final int MOST_NODES = 200_000;

  /** Paths that differ beyond so many are only counted, or beyond fewer if there are many names. */
  static final int MOST_DIFFERENCES = 10_000;

  /** However many names there are, so many paths that differ are shown. */
  private static final int LEAST_DIFFERENCES = 1000;

  /** Sets of equal files beyond so many are left out, those that waste least. */
  static final int MOST_DUPLICATES = 2000;

  /** Cylinder groups beyond so many are left out; one of a real image has 8 MiB and more. */
  static final int MOST_GROUPS = 4096;

  /** So many bytes of a tree are read at most to find out which files are equal. */
  static final long MOST_COMPARED_BYTES = 256L << 20;

  /** About so many bytes of JSON a node is without its text. */
  private static final int NODE_BYTES = 72;

  /** About so many bytes of JSON a difference is without its lines. */
  private static final int DIFFERENCE_BYTES = 230;

  /** About so many bytes of JSON tell that a node differs. */
  private static final int CHANGE_BYTES = 22;

  /** However much else there is, so much is left for texts, if so much is wanted. */
  private static final int LEAST_TEXT_BYTES = 256 << 10;

  /** Checks the ranges. */
  public ReportLimits {
    checkArgument(fileBytes >= 0 && fileBytes <= MOST_BYTES, "fileBytes is %s", fileBytes);
    checkArgument(totalBytes >= 0 && totalBytes <= MOST_BYTES, "totalBytes is %s", totalBytes);
  }

  /** Returns these limits with another one for all texts together, however long the report is. */
  public ReportLimits withTotalBytes(int newTotalBytes) {
    return new ReportLimits(fileBytes, newTotalBytes, Long.MAX_VALUE);
  }

  /** Returns these limits with another one for a file. */
  public ReportLimits withFileBytes(int newFileBytes) {
    return new ReportLimits(newFileBytes, totalBytes, reportBytes);
  }

  /** Returns how many paths that differ are shown beside so many nodes; the rest is counted. */
  int mostDifferences(int nodes) {
    long left = reportBytes - (long) nodes * NODE_BYTES - LEAST_TEXT_BYTES;
    return (int)
        Math.max(
            LEAST_DIFFERENCES,
            Math.min(MOST_DIFFERENCES, left / (DIFFERENCE_BYTES + CHANGE_BYTES)));
  }

  /** Returns how many bytes of JSON all texts may be beside what else there is. */
  int textBytes(int nodes, int differences) {
    long shown = Math.min(differences, mostDifferences(nodes));
    long left = reportBytes - (long) nodes * NODE_BYTES - shown * (DIFFERENCE_BYTES + CHANGE_BYTES);
    return (int) Math.min(totalBytes, Math.max(LEAST_TEXT_BYTES, left));
  }
}

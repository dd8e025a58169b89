package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import org.bootarchive.archive.build.BuildReport;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.ufs.disk.Superblock;

/**
 * What was built.
 *
 * @param stamp the time stamp
 * @param root the boot archive
 * @param usr the file system in usr.lgz
 * @param compressedBytes the length of usr.lgz
 * @param manifestLines how many files the manifest lists
 * @param missingEarlyFiles what early boot needs below /usr and the sources do not have
 */
public record PlatformBuildReport(
    String stamp,
    BuildReport root,
    Fill usr,
    long compressedBytes,
    int manifestLines,
    ImmutableList<String> missingEarlyFiles) {

  /**
   * How full a file system is.
   *
   * @param size in bytes
   * @param superblock with its counts
   */
  public record Fill(long size, Superblock superblock) {
    /** Returns the free space in bytes. */
    public long freeBytes() {
      return BuildReport.freeBytes(superblock);
    }

    /** Returns the number of free inodes. */
    public long freeInodes() {
      return superblock.totals().freeInodes();
    }
  }

  /** Returns the archive's hash. */
  public ArchiveHash hash() {
    return root.hash();
  }
}

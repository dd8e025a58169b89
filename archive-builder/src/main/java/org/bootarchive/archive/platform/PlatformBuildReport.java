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
      return superblock.freeBytes();
    }

    /** Returns the number of free inodes. */
    public long freeInodes() {
      return superblock.totals().freeInodes();
    }

    /** Returns how much of it is taken, in hundredths, rounded down; 0 of an empty one. */
    public long fullPercent() {
      return size == 0 ? 0 : (size - freeBytes()) * 100 / size;
    }
  }

  /** Returns the archive's hash. */
  public ArchiveHash hash() {
    return root.hash();
  }

  /** Returns how full the archive's own file system is. */
  public Fill rootFill() {
    return new Fill(root.size(), root.superblock());
  }
}

package org.bootarchive.archive.build;

import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.ufs.disk.Superblock;

/**
 * What was built.
 *
 * @param hash the image's hash, as the hash file has it
 * @param size the image's length in bytes
 * @param superblock the image's superblock, with its counts
 */
public record BuildReport(ArchiveHash hash, long size, Superblock superblock) {

  /** Returns the free space in bytes, single fragments included. */
  public long freeBytes() {
    return superblock.freeBytes();
  }

  /** Returns the number of free inodes. */
  public long freeInodes() {
    return superblock.totals().freeInodes();
  }
}

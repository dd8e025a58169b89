package org.bootarchive.ufs.check;

import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * Where the summary area lies.
 *
 * @param from its first fragment
 * @param to the first fragment behind it
 */
record SummaryPlace(long from, long to) {
  static SummaryPlace of(Superblock superblock) {
    long from = superblock.get(SuperblockField.CSADDR);
    long bytes = superblock.get(SuperblockField.CSSIZE);
    long fragment = superblock.fragmentBytes();
    return new SummaryPlace(from, from + (bytes + fragment - 1) / fragment);
  }
}

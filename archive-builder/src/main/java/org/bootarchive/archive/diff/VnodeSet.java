package org.bootarchive.archive.diff;

import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;

/** A set of many inodes, in a bit each where their numbers are close together. */
final class VnodeSet {
  private static final int WORDS = 16;
  private static final int PAGE_SHIFT = 10;

  private final Map<Page, long[]> pages = new HashMap<>();

  private record Page(Volume volume, long index) {}

  /** Creates an empty set. */
  VnodeSet() {}

  /** Adds an inode; false if it was in the set. */
  boolean add(Vnode vnode) {
    long[] words =
        pages.computeIfAbsent(
            new Page(vnode.volume(), vnode.number() >>> PAGE_SHIFT), page -> new long[WORDS]);
    int word = (int) (vnode.number() >>> 6) & (WORDS - 1);
    long bit = 1L << vnode.number();
    boolean isNew = (words[word] & bit) == 0;
    words[word] |= bit;
    return isNew;
  }
}

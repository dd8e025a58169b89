package org.bootarchive.ufs.volume;

import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The listings of the directories that were asked for last, as many as have a number of bytes on
 * the disk together. For any number of threads.
 *
 * <p>A map and a lock, and no cache of a library: such a cache takes longer to set up than most
 * images to open.
 */
final class DirectoryCache {
  /** More than the largest directory has. */
  private static final int CAPACITY = 12 << 20;

  /** By inode; those that were asked for last come last. Guarded by this. */
  private final LinkedHashMap<Long, DirectoryListing> listings =
      new LinkedHashMap<>(16, 0.75f, true);

  /** How many bytes the directories have; guarded by this. */
  private int bytes;

  synchronized @Nullable DirectoryListing get(long number) {
    return listings.get(number);
  }

  synchronized void put(long number, DirectoryListing listing) {
    remove(number);
    listings.put(number, listing);
    bytes += listing.bytes();
    Iterator<DirectoryListing> oldest = listings.values().iterator();
    while (bytes > CAPACITY) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  synchronized void remove(long number) {
    DirectoryListing known = listings.remove(number);
    if (known != null) {
      bytes -= known.bytes();
    }
  }

  synchronized void clear() {
    listings.clear();
    bytes = 0;
  }
}

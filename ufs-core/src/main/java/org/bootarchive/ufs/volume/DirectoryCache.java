package org.bootarchive.ufs.volume;

import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the directories that were asked for last, as many as have a number of bytes on
 * the disk together, and of the last one in any case. For any number of threads.
 *
 * <p>A map and a lock, and no cache of a library: such a cache takes longer to set up than most
 * images to open.
 *
 * @param <T> what is known of one
 */
final class DirectoryCache<T> {
  private final int capacity;

  /** By inode; those that were asked for last come last. Guarded by this. */
  private final LinkedHashMap<Long, Kept<T>> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** How many bytes the directories had when they came; guarded by this. */
  private long bytes;

  private record Kept<T>(T known, int bytes) {}

  /**
   * Makes an empty cache.
   *
   * @param capacity in bytes of directories; a larger one is kept alone
   */
  DirectoryCache(int capacity) {
    this.capacity = capacity;
  }

  synchronized @Nullable T get(long number) {
    Kept<T> found = kept.get(number);
    return found == null ? null : found.known();
  }

  /**
   * Keeps what is known of a directory.
   *
   * @param directoryBytes how long that is
   */
  synchronized void put(long number, T known, int directoryBytes) {
    remove(number);
    kept.put(number, new Kept<>(known, directoryBytes));
    bytes += directoryBytes;
    Iterator<Kept<T>> oldest = kept.values().iterator();
    while (bytes > capacity && kept.size() > 1) {
      bytes -= oldest.next().bytes();
      oldest.remove();
    }
  }

  synchronized void remove(long number) {
    Kept<T> found = kept.remove(number);
    if (found != null) {
      bytes -= found.bytes();
    }
  }

  synchronized void clear() {
    kept.clear();
    bytes = 0;
  }
}

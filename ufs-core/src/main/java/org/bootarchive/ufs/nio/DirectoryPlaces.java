package org.bootarchive.ufs.nio;

import com.google.common.base.Joiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * Holds each directory to one place. A damaged image may name a directory twice, below itself even,
 * and a walk through all its names would have no end.
 */
final class DirectoryPlaces {
  private final ConcurrentMap<Long, Place> places = new ConcurrentHashMap<>();

  /**
   * Notes where a directory is.
   *
   * @throws CorruptImageException if it has been listed elsewhere
   */
  void enter(Place directory) throws CorruptImageException {
    Place first = places.putIfAbsent(directory.inode(), directory);
    if (first != null && !first.equals(directory)) {
      throw new CorruptImageException(
          "directory of inode " + directory.inode(),
          -1,
          "is met a second time, as " + text(directory) + "; it is " + text(first));
    }
  }

  /** Forgets where all directories are. */
  void clear() {
    places.clear();
  }

  private static String text(Place place) {
    return "/" + Joiner.on('/').join(place.names());
  }
}

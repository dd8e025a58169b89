package org.bootarchive.ufs.nio;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * The inodes of a volume by number, those that were asked for last kept in memory if none changes.
 */
final class Inodes {
  /** About 4 MiB. */
  private static final int CACHED = 1 << 14;

  private final UfsFileSystem fileSystem;
  private final Volume volume;
  private final Cache<Long, Inode> cache = CacheBuilder.newBuilder().maximumSize(CACHED).build();

  Inodes(UfsFileSystem fileSystem, Volume volume) {
    this.fileSystem = fileSystem;
    this.volume = volume;
  }

  Volume volume() {
    return volume;
  }

  Inode get(long number) throws IOException {
    if (!fileSystem.isReadOnly()) {
      return volume.inode(number);
    }
    Inode cached = cache.getIfPresent(number);
    if (cached != null) {
      return cached;
    }
    Inode inode = volume.inode(number);
    cache.put(number, inode);
    return inode;
  }

  /** Returns the place that a listing told for a path, if it is still true. */
  @Nullable Place known(UfsPath path) {
    KnownPlace known = path.known();
    return known == null || known.version() != fileSystem.version() ? null : known.place();
  }
}

package org.bootarchive.ufs.volume;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which volumes are mounted on directories of others. */
@FunctionalInterface
public interface MountPoints {
  /** Nothing is mounted anywhere. */
  MountPoints NONE = (volume, inode) -> null;

  /**
   * Returns the volume that is mounted on an inode and hides it and all below; null if none is.
   *
   * @throws IOException if one is that cannot be opened
   */
  @Nullable Volume mountedOn(Volume volume, long inode) throws IOException;
}

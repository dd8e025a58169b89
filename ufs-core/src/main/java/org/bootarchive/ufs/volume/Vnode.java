package org.bootarchive.ufs.volume;

import java.io.IOException;
import org.bootarchive.ufs.disk.Inode;

/**
 * A file or directory of one of several volumes that are seen as one tree. Two are equal if they
 * are the same inode of the same volume.
 *
 * @param volume the volume
 * @param number the inode's number in it
 */
public record Vnode(Volume volume, long number) {
  /** Returns the root directory of a volume. */
  public static Vnode rootOf(Volume volume) {
    return new Vnode(volume, Inode.ROOT);
  }

  /** Reads the inode. */
  public Inode inode() throws IOException {
    return volume.inode(number);
  }
}

package org.bootarchive.ufs.volume;

import java.io.IOException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

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

  // Not the record's own, which are made by the first call: that takes longer than all others.
  @Override
  public boolean equals(Object other) {
    return other instanceof Vnode that && number == that.number && volume.equals(that.volume);
  }

  @Override
  public int hashCode() {
    return volume.hashCode() * 31 + Long.hashCode(number);
  }

  /** Reads what the inode is; null if its mode tells no type. */
  public @Nullable FileType type() throws IOException {
    return volume.type(number);
  }

  /** Reads the inode. */
  public Inode inode() throws IOException {
    return volume.inode(number);
  }
}

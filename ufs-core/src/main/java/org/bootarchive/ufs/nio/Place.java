package org.bootarchive.ufs.nio;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Deque;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * A name in a directory of the image, or the root, with the directories above it: where a path
 * leads once its links are followed.
 *
 * @param parent the directory; null for the root
 * @param name the name in it; empty for the root
 * @param inode what the name stands for; {@link #ABSENT} if the directory has no such name
 */
record Place(@Nullable Place parent, FileName name, long inode) {
  /** The inode of a name that is not there. */
  static final long ABSENT = 0;

  /** The root directory. */
  static final Place ROOT = new Place(null, FileName.of(""), Inode.ROOT);

  boolean exists() {
    return inode != ABSENT;
  }

  /** Returns the directory that ".." leads to: that of the root is the root. */
  Place above() {
    return parent == null ? this : parent;
  }

  /** Returns the names from the root to here. */
  ImmutableList<FileName> names() {
    Deque<FileName> names = new ArrayDeque<>();
    for (Place at = this; at.parent != null; at = at.parent) {
      names.addFirst(at.name);
    }
    return ImmutableList.copyOf(names);
  }

  /** Returns whether this is a directory or in it, at any depth. */
  boolean isWithin(long directory) {
    for (Place at = this; at != null; at = at.parent) {
      if (at.inode == directory) {
        return true;
      }
    }
    return false;
  }
}

package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.text.FileName;

/**
 * The entries of one directory, in the order of the disk and by name.
 *
 * <p>Where a name stands twice the first counts, as the kernel's search finds it.
 */
final class DirectoryListing {
  private final ImmutableList<DirectoryEntry> entries;
  private final Map<FileName, Long> inodes;
  private final int bytes;
  private boolean repeats;

  /**
   * @param bytes the directory's size
   */
  DirectoryListing(ImmutableList<DirectoryEntry> entries, int bytes) {
    this.entries = entries;
    this.bytes = bytes;
    this.inodes = new HashMap<>(entries.size() * 4 / 3 + 1);
    for (DirectoryEntry entry : entries) {
      repeats |= inodes.putIfAbsent(entry.name(), entry.inode()) != null;
    }
  }

  ImmutableList<DirectoryEntry> entries() {
    return entries;
  }

  OptionalLong inode(FileName name) {
    Long inode = inodes.get(name);
    return inode == null ? OptionalLong.empty() : OptionalLong.of(inode);
  }

  /** Returns whether the name of an entry leads to its inode, and not to that of another entry. */
  boolean isReached(DirectoryEntry entry) {
    Long inode = repeats ? inodes.get(entry.name()) : null;
    return inode == null || inode == entry.inode();
  }

  int bytes() {
    return bytes;
  }
}

package org.bootarchive.archive.patch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileName;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.volume.WritableVolume;

/** Removes files from a planned volume, and what belongs into them from its contents. */
final class Removal {
  private final WritableVolume volume;
  private final Map<Long, Content> contents;

  Removal(WritableVolume volume, Map<Long, Content> contents) {
    this.volume = volume;
    this.contents = contents;
  }

  /** Removes a name of a file, and the file with its last name. */
  void unlink(long directory, FileName name, long inode) throws IOException {
    if (volume.inode(inode).linkCount() <= 1) {
      contents.remove(inode);
    }
    volume.unlink(directory, name);
  }

  /** Removes all that is in a directory. */
  void empty(long top) throws IOException {
    Deque<Long> directories = new ArrayDeque<>();
    directories.add(top);
    while (!directories.isEmpty()) {
      long directory = directories.getLast();
      long below = emptyButForDirectories(directory);
      if (below >= 0) {
        directories.addLast(below);
      } else {
        directories.removeLast();
      }
    }
  }

  /** Empties a directory; returns the first directory in it that is not empty, -1 if it is done. */
  private long emptyButForDirectories(long directory) throws IOException {
    for (DirectoryEntry entry : volume.entries(directory)) {
      if (entry.name().isDots()) {
        continue;
      }
      if (volume.inode(entry.inode()).type() != FileType.DIRECTORY) {
        unlink(directory, entry.name(), entry.inode());
      } else if (volume.entries(entry.inode()).size() > 2) {
        return entry.inode();
      } else {
        volume.removeDirectory(directory, entry.name());
      }
    }
    return -1;
  }
}

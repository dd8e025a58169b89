package org.bootarchive.archive.patch;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.WritableVolume;

/** Removes files from a planned volume, and what belongs into them from its contents. */
final class Removal {
  private static final FileName PARENT = FileName.of("..");

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

  /**
   * Removes all that is in a directory.
   *
   * @throws CorruptImageException if a directory below stands elsewhere in the tree too: it would
   *     be walked round for ever, or files be lost that nobody named
   */
  void empty(long top) throws IOException {
    Set<Long> above = new HashSet<>();
    Deque<Long> directories = new ArrayDeque<>();
    long down = top;
    while (down >= 0 || !directories.isEmpty()) {
      if (down >= 0) {
        if (!above.add(down)) {
          throw new CorruptImageException("inode " + down, -1, "is a directory that holds itself");
        }
        directories.addLast(down);
      }
      down = emptyButForDirectories(directories.getLast());
      if (down < 0) {
        above.remove(directories.removeLast());
      }
    }
  }

  /** Empties a directory; returns the first directory in it that is not empty, -1 if it is done. */
  private long emptyButForDirectories(long directory) throws IOException {
    for (DirectoryEntry entry : volume.entries(directory)) {
      if (entry.name().isDots()) {
        continue;
      }
      if (volume.type(entry.inode()) != FileType.DIRECTORY) {
        unlink(directory, entry.name(), entry.inode());
        continue;
      }
      checkStandsIn(directory, entry);
      if (volume.entries(entry.inode()).size() > 2) {
        return entry.inode();
      } else {
        volume.removeDirectory(directory, entry.name());
      }
    }
    return -1;
  }

  /** A directory has one name: its ".." tells where that stands. */
  private void checkStandsIn(long directory, DirectoryEntry entry) throws IOException {
    long parent = -1;
    for (DirectoryEntry own : volume.entries(entry.inode())) {
      if (own.name().equals(PARENT)) {
        parent = own.inode();
      }
    }
    if (parent != directory) {
      throw new CorruptImageException(
          "directory of inode " + directory,
          -1,
          "its entry '"
              + entry.name()
              + "' leads to the directory of inode "
              + entry.inode()
              + (entry.inode() == directory
                  ? ", which is itself"
                  : entry.inode() == Inode.ROOT ? ", which is the root" : "")
              + "; nothing below it can be removed before the tree is repaired");
    }
  }
}

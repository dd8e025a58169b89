package org.bootarchive.ufs.nio;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.path.CopyOptions;

/** Moves a file or directory within a file system: another name, the same inode. */
final class FileMove {
  private final FileChanges changes;
  private final UfsPath source;
  private final UfsPath target;
  private final CopyOptions options;

  FileMove(FileChanges changes, UfsPath source, UfsPath target, CopyOptions options) {
    this.changes = changes;
    this.source = source;
    this.target = target;
    this.options = options;
  }

  void move() throws IOException {
    Place from = changes.existing(source, false);
    Place to = changes.place(target, false);
    if (changes.inode(from).type() == FileType.DIRECTORY) {
      requireMovable(from, to);
    }
    if (to.exists()) {
      if (to.inode() == from.inode()) {
        return;
      }
      makeWay(from, to);
    }
    if (from.parent() == null || to.parent() == null) {
      throw refused("the root directory stays");
    }
    changes.volume().rename(from.parent().inode(), from.name(), to.parent().inode(), to.name());
    changes.namesRemoved();
  }

  private void requireMovable(Place from, Place to) throws FileSystemException {
    if (from.parent() == null) {
      throw refused("the root directory stays");
    }
    if (to.above().isWithin(from.inode())) {
      throw refused("a directory cannot be moved into itself");
    }
  }

  /** Removes what has the new name, unless the move itself replaces it in one go. */
  private void makeWay(Place from, Place to) throws IOException {
    if (!options.replace() && !options.atomic()) {
      throw new FileAlreadyExistsException(target.toString());
    }
    boolean alike =
        (changes.inode(from).type() == FileType.DIRECTORY)
            == (changes.inode(to).type() == FileType.DIRECTORY);
    if (!alike || changes.inode(to).type() == FileType.DIRECTORY) {
      changes.remove(target, to);
    }
  }

  private FileSystemException refused(String reason) {
    return new FileSystemException(source.toString(), target.toString(), reason);
  }
}

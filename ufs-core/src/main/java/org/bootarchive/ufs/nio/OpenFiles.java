package org.bootarchive.ufs.nio;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.bootarchive.ufs.volume.WritableVolume;

/**
 * The files that channels have open. One that loses its last name stays until it is closed, or
 * until the file system is written out: then it is gone for good.
 */
final class OpenFiles {
  private final WritableVolume volume;
  private final Map<Long, OpenFile> files = new HashMap<>();

  OpenFiles(WritableVolume volume) {
    this.volume = volume;
  }

  /** A file that is open, maybe more than once. */
  static final class OpenFile {
    private final long inode;
    private int count;
    private boolean gone;

    private OpenFile(long inode) {
      this.inode = inode;
    }

    long inode() {
      return inode;
    }

    /** Returns whether the file had no name when the file system was written out. */
    boolean isGone() {
      return gone;
    }
  }

  OpenFile open(long inode) {
    OpenFile file = files.computeIfAbsent(inode, OpenFile::new);
    file.count++;
    volume.hold(inode);
    return file;
  }

  void close(OpenFile file) throws IOException {
    if (!file.gone) {
      if (--file.count == 0) {
        files.remove(file.inode);
      }
      volume.release(file.inode);
    }
  }

  /** Lets go of the files that have no name any more. */
  void dropNameless() throws IOException {
    for (Iterator<OpenFile> each = files.values().iterator(); each.hasNext(); ) {
      OpenFile file = each.next();
      if (volume.inode(file.inode).linkCount() == 0) {
        file.gone = true;
        each.remove();
        for (int i = 0; i < file.count; i++) {
          volume.release(file.inode);
        }
      }
    }
  }
}

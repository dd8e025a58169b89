package org.bootarchive.archive.diff;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Volume;

/** Compares the bytes of regular files of two volumes; for the use of one thread. */
final class ContentComparison {
  private static final int BUFFER_BYTES = 1 << 20;

  private final Volume before;
  private final Volume after;
  private final ByteBuffer left = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer right = ByteBuffer.allocateDirect(BUFFER_BYTES);

  ContentComparison(Volume before, Volume after) {
    this.before = before;
    this.after = after;
  }

  boolean areEqual(long oldNumber, Inode old, long newNumber, Inode fresh) throws IOException {
    if (old.size() != fresh.size()) {
      return false;
    }
    FileContent first = before.content(oldNumber);
    FileContent second = after.content(newNumber);
    for (long at = 0; at < first.size(); at += left.limit()) {
      if (first.read(at, left.clear()) != second.read(at, right.clear())
          || !left.flip().equals(right.flip())) {
        return false;
      }
    }
    return true;
  }
}

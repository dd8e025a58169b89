package org.bootarchive.archive.diff;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Vnode;

/** Compares the bytes of regular files; for the use of one thread. */
final class ContentComparison {
  private static final int BUFFER_BYTES = 1 << 20;

  private final ByteBuffer left = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer right = ByteBuffer.allocateDirect(BUFFER_BYTES);

  boolean areEqual(Vnode before, Vnode after) throws IOException {
    Inode old = before.inode();
    Inode fresh = after.inode();
    return old.type() == fresh.type()
        && old.size() == fresh.size()
        && areEqual(
            before.volume().content(before.number(), old),
            after.volume().content(after.number(), fresh));
  }

  /** Compares the bytes; what is a hole in both is not looked at, however long it is. */
  boolean areEqual(FileContent first, FileContent second) throws IOException {
    CommonParts parts = new CommonParts(first.extents(), second.extents());
    while (parts.next(BUFFER_BYTES)) {
      int count = (int) (parts.end() - parts.start());
      first.read(parts.start(), left.clear().limit(count));
      second.read(parts.start(), right.clear().limit(count));
      if (!left.flip().equals(right.flip())) {
        return false;
      }
    }
    return true;
  }
}

package org.bootarchive.archive.diff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Vnode;

/** Compares the bytes of regular files; for the use of one thread. */
final class ContentComparison {
  private static final int BUFFER_BYTES = 1 << 20;

  private final ByteBuffer left = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ByteBuffer right = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final ReadSide side;

  /** Creates a comparison that says which side it reads. */
  ContentComparison(ReadSide side) {
    this.side = side;
  }

  boolean areEqual(Vnode before, Vnode after) throws IOException {
    side.old();
    Inode old = before.inode();
    side.fresh();
    Inode fresh = after.inode();
    if (old.type() != fresh.type() || old.size() != fresh.size()) {
      return false;
    }
    side.old();
    FileContent left = before.volume().content(before.number(), old);
    side.fresh();
    return areEqual(left, after.volume().content(after.number(), fresh));
  }

  /** Compares the bytes; what is a hole in both is not looked at, however long it is. */
  boolean areEqual(FileContent first, FileContent second) throws IOException {
    side.old();
    List<Extent> ofFirst = first.extents();
    side.fresh();
    CommonParts parts = new CommonParts(ofFirst, second.extents());
    while (parts.next(BUFFER_BYTES)) {
      int count = (int) (parts.end() - parts.start());
      side.old();
      first.read(parts.start(), left.clear().limit(count));
      side.fresh();
      second.read(parts.start(), right.clear().limit(count));
      if (!left.flip().equals(right.flip())) {
        return false;
      }
    }
    return true;
  }
}

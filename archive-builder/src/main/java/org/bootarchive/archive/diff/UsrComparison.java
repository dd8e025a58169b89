package org.bootarchive.archive.diff;

import java.io.IOException;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Vnode;
import org.jspecify.annotations.Nullable;

/**
 * What two archives' usr.lgz have in common as they are stored, so that it need not be compared
 * file by file, nor be decompressed.
 */
final class UsrComparison {
  private final ArchiveTree before;
  private final ArchiveTree after;
  private final ReadSide side;
  private @Nullable UsrImage old;
  private @Nullable UsrImage fresh;
  private boolean same;
  private @Nullable EqualSegments segments;

  private UsrComparison(ArchiveTree before, ArchiveTree after, ReadSide side) {
    this.before = before;
    this.after = after;
    this.side = side;
  }

  /** Compares the files, if both archives have one and look into it. */
  static UsrComparison of(
      ArchiveTree before, ArchiveTree after, ContentComparison contents, ReadSide side)
      throws IOException {
    UsrComparison result = new UsrComparison(before, after, side);
    if (before.usr().orElse(null) instanceof UsrImage old
        && after.usr().orElse(null) instanceof UsrImage fresh) {
      result.old = old;
      result.fresh = fresh;
      result.same =
          contents.areEqual(
              new Vnode(before.root(), old.inode()), new Vnode(after.root(), fresh.inode()));
    }
    return result;
  }

  /** Returns whether both are the same, so that nothing in them differs, damaged or not. */
  boolean isSame() {
    return same;
  }

  /** Returns whether two files are the usr.lgz that are the same. */
  boolean isSame(Vnode first, Vnode second) {
    return same
        && old != null
        && fresh != null
        && first.equals(new Vnode(before.root(), old.inode()))
        && second.equals(new Vnode(after.root(), fresh.inode()));
  }

  /** Returns whether two files lie in the same places of segments that are stored alike. */
  boolean areStoredAlike(Vnode first, FileContent left, Vnode second, FileContent right)
      throws IOException {
    if (old == null || fresh == null || !before.isInUsr(first) || !after.isInUsr(second)) {
      return false;
    }
    if (segments == null) {
      side.old();
      LofiDevice ofOld = old.lofi();
      side.fresh();
      segments = EqualSegments.of(ofOld, fresh.lofi(), side);
    }
    return left.extents().equals(right.extents()) && segments.hold(left.extents());
  }
}

package org.bootarchive.archive.extract;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Vnode;
import org.jspecify.annotations.Nullable;

/**
 * A file or directory on its way out of a volume, under one of its names.
 *
 * @param parent the directory that it is in, null for the root
 * @param name its name there; the root's is "."
 * @param vnode the inode's volume and number
 * @param type the inode's type
 */
record ExtractedFile(
    @Nullable ExtractedFile parent, FileName name, Vnode vnode, Inode inode, FileType type) {

  static ExtractedFile root(ArchiveTree tree) throws IOException {
    return of(null, FileName.SELF, tree.top(), tree.top().inode());
  }

  static ExtractedFile of(@Nullable ExtractedFile parent, FileName name, Vnode vnode, Inode inode)
      throws CorruptImageException {
    FileType type = inode.type();
    if (type == null || type == FileType.SHADOW || type == FileType.ATTRIBUTE_DIRECTORY) {
      throw new CorruptImageException(
          "inode " + vnode.number(),
          -1,
          String.format(
              Locale.ROOT, "has a name in a directory, %s, and mode 0%o", name, inode.mode()));
    }
    return new ExtractedFile(parent, name, vnode, inode, type);
  }

  /** Returns the names from the root to here. */
  ImmutableList<FileName> names() {
    List<FileName> names = new ArrayList<>();
    for (ExtractedFile at = this; at.parent != null; at = at.parent) {
      names.add(at.name);
    }
    return ImmutableList.copyOf(Lists.reverse(names));
  }

  /** Returns the path for people: names joined by slashes, escaped; "." for the root. */
  String path() {
    return parent == null ? "." : Joiner.on('/').join(names());
  }
}

package org.bootarchive.tool;

import java.io.IOException;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Vnode;

/** A form that files are listed in, one after the other. */
interface FileListing {
  /**
   * Lists a file.
   *
   * @param tree the files that it is one of
   * @param path names joined by slashes, escaped; "." for the root
   * @param inode the vnode's
   */
  void add(ArchiveTree tree, String path, Vnode vnode, Inode inode) throws IOException;

  /** Ends the list. */
  void finish() throws IOException;
}

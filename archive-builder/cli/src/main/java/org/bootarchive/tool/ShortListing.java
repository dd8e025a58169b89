package org.bootarchive.tool;

import java.io.PrintWriter;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Vnode;

/** Paths, one a line. */
record ShortListing(PrintWriter out) implements FileListing {
  @Override
  public void add(ArchiveTree tree, String path, Vnode vnode, Inode inode) {
    out.println(path);
  }

  @Override
  public void finish() {}
}

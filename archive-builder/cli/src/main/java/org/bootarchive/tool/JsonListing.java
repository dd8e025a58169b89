package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Vnode;

/** An array of objects, one a line. */
final class JsonListing implements FileListing {
  private final PrintWriter out;
  private boolean started;

  JsonListing(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void add(ArchiveTree tree, String path, Vnode vnode, Inode inode) throws IOException {
    out.print(started ? ",\n " : "[\n ");
    started = true;
    out.print(ResultJson.of(tree, path, vnode, inode).toLine());
  }

  @Override
  public void finish() {
    out.println(started ? "\n]" : "[]");
  }
}

package org.bootarchive.tool;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import org.bootarchive.ufs.disk.Inode;

/** An array of objects, one a line. */
final class JsonListing implements FileListing {
  private final PrintWriter out;
  private boolean started;

  JsonListing(PrintWriter out) {
    this.out = out;
  }

  // A writer holds nothing that closing would free but the output, which stays open.
  @SuppressWarnings("resource")
  @Override
  public void add(ListedInode file) throws IOException {
    out.print(started ? ",\n " : "[\n ");
    started = true;
    Inode inode = file.inode();
    JsonWriter json = new JsonWriter(out);
    json.setHtmlSafe(false);
    json.beginObject();
    json.name("path").value(file.path());
    json.name("type").value(String.valueOf(file.typeLetter()));
    json.name("mode").value(octal(inode.permissions()));
    json.name("uid").value(inode.uid());
    json.name("gid").value(inode.gid());
    json.name("size").value(inode.size());
    json.name("nlink").value(inode.linkCount());
    json.name("mtime").value(inode.modifyTime().seconds());
    json.name("ino").value(file.number());
    if (file.target() != null) {
      json.name("target").value(file.target());
    }
    if (file.device() != null) {
      json.name("major").value(file.device().major());
      json.name("minor").value(file.device().minor());
    }
    if (inode.shadow() != 0) {
      json.name("acl").value(inode.shadow());
    }
    if (inode.attributeDirectory() != 0) {
      json.name("attributes").value(inode.attributeDirectory());
    }
    if (file.nested()) {
      json.name("nested").value(true);
    }
    json.endObject();
  }

  /** Returns four octal digits. */
  private static String octal(int permissions) {
    return Integer.toOctalString(010000 | permissions).substring(1);
  }

  @Override
  public void finish() {
    out.println(started ? "\n]" : "[]");
  }
}

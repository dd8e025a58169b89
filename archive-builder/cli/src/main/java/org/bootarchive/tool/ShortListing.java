package org.bootarchive.tool;

import java.io.PrintWriter;

/** Paths, one a line. */
record ShortListing(PrintWriter out) implements FileListing {
  @Override
  public void add(ListedInode file) {
    out.println(file.path());
  }

  @Override
  public void finish() {}
}

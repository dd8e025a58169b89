package org.bootarchive.tool;

import java.io.IOException;

/** A form that files are listed in, one after the other. */
interface FileListing {
  /** Lists a file. */
  void add(ListedInode file) throws IOException;

  /** Ends the list. */
  void finish() throws IOException;
}

package org.bootarchive.ufs.nio;

import java.io.IOException;

/** Something that changes a file system. */
@FunctionalInterface
interface Changing<T> {
  T run(FileChanges changes) throws IOException;
}

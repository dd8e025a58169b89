package org.bootarchive.ufs.nio;

import java.io.IOException;

/** Something that is done while nobody changes the file system. */
@FunctionalInterface
interface Locked<T> {
  T run() throws IOException;
}

package org.bootarchive.ufs.nio;

/** Tells a file from all others that this JVM can see through the provider. */
record FileKey(long fileSystem, long inode) {
  @Override
  public String toString() {
    return "(dev=" + fileSystem + ",ino=" + inode + ")";
  }
}

package org.bootarchive.ufs.check;

/** The regular files whose first bytes are worth a look: which inode, and its first fragment. */
final class RegularFiles {
  private final IntList inodes = new IntList();
  private final IntList fragments = new IntList();

  void add(int inode, int fragment) {
    inodes.add(inode);
    fragments.add(fragment);
  }

  int count() {
    return inodes.size();
  }

  int inode(int index) {
    return inodes.get(index);
  }

  int fragment(int index) {
    return fragments.get(index);
  }
}

package org.bootarchive.ufs.check;

/** The symbolic links in rising order: which inode, its first fragment (0 for none), its size. */
final class SymbolicLinks {
  private final IntList inodes = new IntList();
  private final IntList fragments = new IntList();
  private final IntList sizes = new IntList();

  void add(int inode, int fragment, int size) {
    inodes.add(inode);
    fragments.add(fragment);
    sizes.add(size);
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

  /** Returns the size in bytes, 0 to 1024. */
  int size(int index) {
    return sizes.get(index);
  }

  /** Returns the index of an inode, or a negative number if it is no link. */
  int indexOf(int inode) {
    return inodes.search(inode);
  }
}

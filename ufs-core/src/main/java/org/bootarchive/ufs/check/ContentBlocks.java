package org.bootarchive.ufs.check;

/** The blocks of those files whose content is looked at, owner by owner in rising order. */
final class ContentBlocks {
  private final IntList owners = new IntList();
  private final IntList firsts = new IntList();
  private final IntList starts = new IntList();
  private final IntList lengths = new IntList();

  /** Starts the blocks of an inode above all before it. */
  void owner(int inode) {
    owners.add(inode);
    firsts.add(starts.size());
  }

  /** Adds a block to the owner named last: its first fragment, and its length in fragments. */
  void add(int fragment, int count) {
    starts.add(fragment);
    lengths.add(count);
  }

  int ownerCount() {
    return owners.size();
  }

  int ownerAt(int index) {
    return owners.get(index);
  }

  /** Returns the index of an owner, or a negative number if it has none. */
  int indexOf(int inode) {
    return owners.search(inode);
  }

  /** Returns the index of an owner's first block. */
  int first(int index) {
    return firsts.get(index);
  }

  /** Returns the index behind an owner's last block. */
  int end(int index) {
    return index + 1 < firsts.size() ? firsts.get(index + 1) : starts.size();
  }

  /** Returns a block's first fragment. */
  int start(int block) {
    return starts.get(block);
  }

  /** Returns a block's length in fragments. */
  int length(int block) {
    return lengths.get(block);
  }
}

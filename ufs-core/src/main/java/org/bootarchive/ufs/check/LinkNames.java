package org.bootarchive.ufs.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The entries that name symbolic links: which inode, in which directory, under which name. */
final class LinkNames {
  /** Entries beyond are not followed; no archive has that many. */
  private static final int MOST = 100_000;

  private final IntList inodes = new IntList();
  private final IntList directories = new IntList();
  private final List<String> names = new ArrayList<>();
  private boolean complete = true;

  void add(int inode, int directory, byte[] bytes, int from, int length) {
    if (names.size() == MOST) {
      complete = false;
      return;
    }
    inodes.add(inode);
    directories.add(directory);
    names.add(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
  }

  boolean isComplete() {
    return complete;
  }

  int count() {
    return names.size();
  }

  int inode(int index) {
    return inodes.get(index);
  }

  int directory(int index) {
    return directories.get(index);
  }

  /** Returns the name, one char a byte. */
  String name(int index) {
    return names.get(index);
  }
}

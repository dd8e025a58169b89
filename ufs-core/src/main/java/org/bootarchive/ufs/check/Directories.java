package org.bootarchive.ufs.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of the directories. They are numbered from 0 in the order of their inodes, as their
 * blocks are in {@link ContentBlocks}.
 */
final class Directories {
  /** Names of directories are kept up to this many bytes in all; beyond, paths are not shown. */
  private static final long MOST_NAME_BYTES = 32L << 20;

  private static final String UNKNOWN = "";

  private record OtherName(int index, int parent, String name) {}

  private final IntList inodes = new IntList();
  private final IntList sizes = new IntList();
  private final IntList parents = new IntList();
  private final IntList dotdots = new IntList();
  private final IntList longest = new IntList();
  private final List<String> names = new ArrayList<>();
  private final List<OtherName> others = new ArrayList<>();
  private long nameBytes;

  /** Adds a directory whose inode is above all before it; {@code size} is in bytes. */
  void add(int inode, int size) {
    inodes.add(inode);
    sizes.add(size);
    parents.add(0);
    dotdots.add(0);
    longest.add(0);
    names.add(UNKNOWN);
  }

  int count() {
    return inodes.size();
  }

  int inode(int index) {
    return inodes.get(index);
  }

  /** Returns the index of a directory by its inode, or a negative number if it is none. */
  int indexOf(int inode) {
    return inodes.search(inode);
  }

  /** Returns the size in bytes. */
  int size(int index) {
    return sizes.get(index);
  }

  /** Returns the inode of the directory that has the entry, 0 if none was seen. */
  int parent(int index) {
    return parents.get(index);
  }

  /** Notes the directory that has the entry, and the entry's name. */
  void parent(int index, int parent, byte[] bytes, int from, int length) {
    parents.set(index, parent);
    nameBytes += length;
    if (nameBytes <= MOST_NAME_BYTES) {
      names.set(index, new String(bytes, from, length, StandardCharsets.ISO_8859_1));
    }
  }

  /** Notes a further entry for a directory that has a parent. */
  void otherParent(int index, int parent, byte[] bytes, int from, int length) {
    nameBytes += length;
    if (nameBytes <= MOST_NAME_BYTES) {
      others.add(
          new OtherName(
              index, parent, new String(bytes, from, length, StandardCharsets.ISO_8859_1)));
    }
  }

  /** Takes those entries for the parents of directories that ".." agrees with. */
  void chooseParents() {
    for (OtherName other : others) {
      int found = dotdots.get(other.index);
      if (found == other.parent && found != parents.get(other.index)) {
        parents.set(other.index, other.parent);
        names.set(other.index, other.name);
      }
    }
  }

  /** Notes the parent of a directory without a name. */
  void parent(int index, int parent) {
    parents.set(index, parent);
  }

  /** Returns the name in the parent, one char a byte; empty if it is not known. */
  String name(int index) {
    return names.get(index);
  }

  /** Returns the inode that ".." names, 0 if there is no "..". */
  int dotdot(int index) {
    return dotdots.get(index);
  }

  void dotdot(int index, int inode) {
    dotdots.set(index, inode);
  }

  /** Returns the length in bytes of the longest path below the directory. */
  int longestPath(int index) {
    return longest.get(index);
  }

  /** Notes a path below the directory. */
  void notePath(int index, int length) {
    if (length > longest.get(index)) {
      longest.set(index, length);
    }
  }
}

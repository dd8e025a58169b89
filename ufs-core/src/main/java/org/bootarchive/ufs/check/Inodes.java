package org.bootarchive.ufs.check;

import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

/** What is known of every inode: 11 bytes each. */
final class Inodes {
  private static final int TYPE = 0x0f;
  private static final int UNUSABLE = 0x10;
  private static final int ATTRIBUTE = 0x20;
  private static final int TYPE_SHIFT = 12;
  private static final @Nullable FileType[] TYPES = typesByModeBits();

  private final byte[] states;
  private final short[] linkCounts;
  private final int[] names;
  private final int[] parents;

  Inodes(int count) {
    this.states = new byte[count];
    this.linkCounts = new short[count];
    this.names = new int[count];
    this.parents = new int[count];
  }

  /** Returns the number of inodes whose tables the image holds. */
  int count() {
    return states.length;
  }

  private static @Nullable FileType[] typesByModeBits() {
    @Nullable FileType[] types = new FileType[TYPE + 1];
    for (int bits = 0; bits <= TYPE; bits++) {
      types[bits] = FileType.ofMode(bits << TYPE_SHIFT);
    }
    return types;
  }

  /** Notes an inode that is in use: the bits of its type are not all zero. */
  void use(int inode, Inode content) {
    int state = content.mode() >> TYPE_SHIFT;
    if ((content.flags() & Inode.FLAG_ATTRIBUTE) != 0) {
      state |= ATTRIBUTE;
    }
    states[inode] = (byte) state;
    linkCounts[inode] = (short) content.linkCount();
  }

  /** Notes that an inode's content is not to be followed. */
  void markUnusable(int inode) {
    states[inode] |= UNUSABLE;
  }

  boolean isUsed(int inode) {
    return states[inode] != 0;
  }

  boolean isUsable(int inode) {
    return (states[inode] & UNUSABLE) == 0;
  }

  boolean isAttribute(int inode) {
    return (states[inode] & ATTRIBUTE) != 0;
  }

  /** Returns the type of an inode, or null if it is free or its type is unknown. */
  @Nullable FileType type(int inode) {
    return TYPES[states[inode] & TYPE];
  }

  boolean isDirectory(int inode) {
    FileType type = type(inode);
    return type != null && type.isDirectory();
  }

  /** Returns di_nlink. */
  int linkCount(int inode) {
    return linkCounts[inode];
  }

  /** Returns the number of entries and references that name the inode. */
  int names(int inode) {
    return names[inode];
  }

  void addName(int inode) {
    names[inode]++;
  }

  /** Returns the first directory that has an entry for the inode, 0 if none was seen. */
  int parent(int inode) {
    return parents[inode];
  }

  void parent(int inode, int directory) {
    parents[inode] = directory;
  }
}

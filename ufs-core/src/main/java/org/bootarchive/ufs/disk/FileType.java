package org.bootarchive.ufs.disk;

import org.jspecify.annotations.Nullable;

/** What an inode is: the upper four bits of {@code ic_smode}. */
public enum FileType {
  FIFO(0010000, 'p'),
  CHARACTER_DEVICE(0020000, 'c'),
  DIRECTORY(0040000, 'd'),
  BLOCK_DEVICE(0060000, 'b'),
  REGULAR(0100000, 'f'),
  SYMBOLIC_LINK(0120000, 'l'),
  /** Holds access control lists; no directory names it. */
  SHADOW(0130000, 'a'),
  SOCKET(0140000, 's'),
  /** The directory of a file's extended attributes; no directory names it. */
  ATTRIBUTE_DIRECTORY(0160000, 'x');

  /** The bits of a mode that tell the type ({@code IFMT}). */
  public static final int MASK = 0170000;

  private static final int SHIFT = 12;

  /** The types by their bits. */
  private static final @Nullable FileType[] BY_BITS = new @Nullable FileType[(MASK >> SHIFT) + 1];

  static {
    for (FileType type : values()) {
      BY_BITS[type.bits >> SHIFT] = type;
    }
  }

  private final int bits;
  private final char letter;

  FileType(int bits, char letter) {
    this.bits = bits;
    this.letter = letter;
  }

  /** Returns the type's bits in a mode. */
  public int bits() {
    return bits;
  }

  /**
   * Returns the letter that listings show: as {@code find -type}, and a and x for the hidden two.
   */
  public char letter() {
    return letter;
  }

  /** Returns whether inodes of this type hold directory entries. */
  public boolean isDirectory() {
    return this == DIRECTORY || this == ATTRIBUTE_DIRECTORY;
  }

  /** Returns whether inodes of this type stand for a device. */
  public boolean isDevice() {
    return this == CHARACTER_DEVICE || this == BLOCK_DEVICE;
  }

  /** Returns the type that a mode tells, or null if there is no such type. */
  public static @Nullable FileType ofMode(int mode) {
    return BY_BITS[(mode & MASK) >> SHIFT];
  }
}

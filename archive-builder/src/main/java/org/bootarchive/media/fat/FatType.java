package org.bootarchive.media.fat;

/** The three widths of entries in the table of clusters. */
enum FatType {
  FAT12(12, 0xfff),
  FAT16(16, 0xffff),
  FAT32(32, 0x0fffffff);

  private final int bits;
  private final int mask;

  FatType(int bits, int mask) {
    this.bits = bits;
    this.mask = mask;
  }

  /** Returns the bits that an entry takes on the disk. */
  int bits() {
    return bits;
  }

  /** Returns the bits of an entry that name a cluster. */
  int mask() {
    return mask;
  }

  /** Returns whether an entry ends a chain. */
  boolean isEnd(int entry) {
    return entry >= mask - 7;
  }

  /** Returns what marks a cluster that cannot be used. */
  int bad() {
    return mask - 8;
  }

  /** Returns the end mark that pcfs writes. */
  int end() {
    return mask;
  }
}

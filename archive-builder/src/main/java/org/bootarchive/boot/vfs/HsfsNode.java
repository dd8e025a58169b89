package org.bootarchive.boot.vfs;

/**
 * What the kernel keeps of a file of an ISO 9660 file system.
 *
 * @param extent its first sector of 2048 bytes, which stands for an inode's number; 32 bits
 *     unsigned
 * @param size in bytes, 32 bits unsigned
 * @param mode the type alone, as in an inode
 */
record HsfsNode(long extent, long size, int mode) {
  /** Bytes of a sector ({@code ISO_SECTOR_SIZE}). */
  static final int SECTOR_BYTES = 2048;

  /** How many bits a place is shifted by to get its sector. */
  static final int SECTOR_SHIFT = 11;

  private static final int DISK_SECTORS = SECTOR_BYTES / Ramdisk.SECTOR_BYTES;

  /** Returns the 512-byte sector of a place in the file. */
  long sector(long place) {
    return DISK_SECTORS * (extent + (place >> SECTOR_SHIFT));
  }
}

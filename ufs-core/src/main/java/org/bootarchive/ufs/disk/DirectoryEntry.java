package org.bootarchive.ufs.disk;

import org.bootarchive.ufs.text.FileName;

/**
 * A record of a directory that names an inode: {@code struct direct}.
 *
 * @param inode the inode's number, above 0, unsigned 32 bits (d_ino)
 * @param name the name (d_name, d_namlen)
 * @param position where the record starts in the directory, in bytes
 * @param recordBytes the record's length in bytes with its slack (d_reclen)
 */
public record DirectoryEntry(long inode, FileName name, long position, int recordBytes) {
  /** Bytes of a directory that no record crosses the ends of ({@code DIRBLKSIZ}). */
  public static final int CHUNK_BYTES = 512;

  /** The same of NeXTSTEP and Apple, whose file systems are read and never written. */
  public static final int LARGE_CHUNK_BYTES = 1024;

  /** Bytes of a record before its name. */
  public static final int HEADER_BYTES = 8;

  /** Offset of {@code d_ino}, unsigned 32 bits. */
  public static final int INO = 0;

  /** Offset of {@code d_reclen}, unsigned 16 bits. */
  public static final int RECLEN = 4;

  /** Offset of {@code d_namlen}, unsigned 16 bits. */
  public static final int NAMLEN = 6;

  /** Returns the least length of a record for a name of some bytes ({@code DIRSIZ}). */
  public static int leastBytes(int nameBytes) {
    return HEADER_BYTES + (nameBytes + 1 + 3 & ~3);
  }
}

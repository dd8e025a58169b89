package org.bootarchive.ufs.internal.format;

import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;

/** The contents of the two directories that a new file system has: / and lost+found. */
final class FirstDirectories {
  private static final FileName LOST_FOUND_NAME = FileName.of("lost+found");
  private static final int CHUNK = DirectoryEntry.CHUNK_BYTES;

  private FirstDirectories() {}

  /** Writes the contents of lost+found, a block: . and .., then a free record a chunk. */
  static void fillLostFound(ByteBuffer target, int position, Geometry geometry) {
    int parent = entry(target, position, FirstInodes.LOST_FOUND, FileName.SELF, 0);
    entry(target, parent, Inode.ROOT, FileName.PARENT, position + CHUNK);
    fillFreeChunks(target, position, geometry.blockBytes());
  }

  /**
   * Writes the contents of the root directory, a fragment. Behind its one chunk stands what mkfs
   * leaves there, the free records that it wrote to lost+found before.
   */
  static void fillRoot(ByteBuffer target, int position, Geometry geometry) {
    int parent = entry(target, position, Inode.ROOT, FileName.SELF, 0);
    int lostFound = entry(target, parent, Inode.ROOT, FileName.PARENT, 0);
    entry(target, lostFound, FirstInodes.LOST_FOUND, LOST_FOUND_NAME, position + CHUNK);
    fillFreeChunks(target, position, geometry.fragmentBytes());
  }

  private static void fillFreeChunks(ByteBuffer target, int position, int bytes) {
    for (int at = position + CHUNK; at < position + bytes; at += CHUNK) {
      target.putShort(at + DirectoryEntry.RECLEN, (short) CHUNK);
    }
  }

  /**
   * Writes a record and returns where the next one starts.
   *
   * @param end where the record ends, or 0 for a record as short as can be
   */
  private static int entry(ByteBuffer target, int at, int inode, FileName name, int end) {
    int next = end == 0 ? at + DirectoryEntry.leastBytes(name.length()) : end;
    target.putInt(at + DirectoryEntry.INO, inode);
    target.putShort(at + DirectoryEntry.RECLEN, (short) (next - at));
    target.putShort(at + DirectoryEntry.NAMLEN, (short) name.length());
    target.put(at + DirectoryEntry.HEADER_BYTES, name.toBytes());
    return next;
  }
}

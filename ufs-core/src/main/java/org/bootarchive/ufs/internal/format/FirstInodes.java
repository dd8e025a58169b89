package org.bootarchive.ufs.internal.format;

import com.google.common.primitives.ImmutableIntArray;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.format.DiskGeometry;

/** The inodes of a new file system: two directories, and free ones with a generation number. */
final class FirstInodes {
  /** {@code LOSTFOUNDINO}. */
  static final int LOST_FOUND = 3;

  private static final ImmutableIntArray NO_INDIRECT =
      ImmutableIntArray.copyOf(new int[Inode.INDIRECT_POINTERS]);

  private FirstInodes() {}

  /** Puts free inodes, one behind the other, each with the next generation number. */
  static void putFree(ByteBuffer table, int position, int count, Lrand48 generations) {
    for (int i = 0; i < count; i++) {
      Inode.encodeFree(table, position + i * Inode.BYTES, generations.next());
    }
  }

  static Inode lostFound(Geometry geometry, int time, int generation) {
    return directory(
        0700,
        2,
        geometry.blockBytes(),
        time,
        GroupSpace.of(geometry, 0).lostFoundFragment(),
        geometry.blockBytes(),
        generation);
  }

  static Inode root(Geometry geometry, int time, int generation) {
    return directory(
        0755,
        3,
        DirectoryEntry.CHUNK_BYTES,
        time,
        GroupSpace.of(geometry, 0).rootFragment(),
        geometry.fragmentBytes(),
        generation);
  }

  private static Inode directory(
      int permissions, int links, int size, int time, int fragment, int heldBytes, int generation) {
    InodeTime now = new InodeTime(time, 0);
    int[] direct = new int[Inode.DIRECT_POINTERS];
    direct[0] = fragment;
    return new Inode(
        FileType.DIRECTORY.bits() | permissions,
        links,
        0,
        0,
        size,
        now,
        now,
        now,
        ImmutableIntArray.copyOf(direct),
        NO_INDIRECT,
        0,
        heldBytes / DiskGeometry.SECTOR_BYTES,
        generation,
        0,
        0,
        0,
        0);
  }
}

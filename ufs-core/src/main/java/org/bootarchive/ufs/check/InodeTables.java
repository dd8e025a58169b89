package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;

/** Reads the inodes of every group in long reads, and has each of them checked. */
final class InodeTables {
  /** Reserved inodes before the root; what is in them does not matter. */
  private static final int RESERVED = 2;

  private static final int MOST_BYTES = 1 << 20;
  private static final int SIZE = 8;
  private static final int POINTERS = 40;
  private static final int POINTERS_END = 100;

  private final Survey survey;
  private final Superblock superblock;
  private final InodeCheck check;

  InodeTables(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.check = new InodeCheck(survey);
  }

  void check() throws IOException {
    int perGroup = superblock.inodesPerGroup();
    int perRead = Math.min(perGroup, MOST_BYTES / Inode.BYTES);
    ByteBuffer buffer = survey.buffer(perRead * Inode.BYTES);
    for (int group = 0; group < survey.groups(); group++) {
      for (int first = 0; first < perGroup; first += perRead) {
        int count = Math.min(perRead, perGroup - first);
        int inode = group * perGroup + first;
        survey.read(superblock.inodeOffset(inode), buffer, count * Inode.BYTES);
        for (int i = 0; i < count; i++) {
          one(inode + i, buffer, i * Inode.BYTES);
        }
      }
    }
  }

  private void one(int inode, ByteBuffer table, int at) throws IOException {
    if (inode < RESERVED) {
      return;
    }
    int mode = table.getShort(at) & 0xffff;
    if ((mode & 0170000) != 0) {
      check.check(inode, Inode.decode(table, at));
    } else if (mode != 0 || table.getLong(at + SIZE) != 0 || hasPointers(table, at)) {
      survey
          .findings()
          .inode(
              FindingKind.INODE_PARTLY_ALLOCATED,
              inode,
              "it has no type, but mode 0"
                  + Integer.toOctalString(mode)
                  + ", size "
                  + Long.toUnsignedString(table.getLong(at + SIZE))
                  + (hasPointers(table, at) ? " and blocks" : " and no blocks"));
    }
  }

  private static boolean hasPointers(ByteBuffer table, int at) {
    for (int i = at + POINTERS; i < at + POINTERS_END; i += 4) {
      if (table.getInt(i) != 0) {
        return true;
      }
    }
    return false;
  }
}

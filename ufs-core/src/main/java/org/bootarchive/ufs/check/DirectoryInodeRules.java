package org.bootarchive.ufs.check;

import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;

/** Checks what the inode of a directory says of it: size, holes, mark of an attribute. */
final class DirectoryInodeRules {
  private final Findings findings;
  private final int chunkBytes;

  DirectoryInodeRules(Survey survey) {
    this.chunkBytes = survey.superblock().directoryChunkBytes();
    this.findings = survey.findings();
  }

  void check(int number, Inode inode, FileType type, BlockWalk walk) {
    if (inode.size() == 0 || inode.size() % chunkBytes != 0) {
      findings.inode(
          FindingKind.DIRECTORY_SIZE,
          number,
          "a directory of "
              + inode.size()
              + " bytes, expected a multiple of "
              + chunkBytes
              + " above 0");
    }
    if (walk.holes() > 0) {
      holes(number, inode, walk);
    }
    boolean attribute = (inode.flags() & Inode.FLAG_ATTRIBUTE) != 0;
    if (attribute != (type == FileType.ATTRIBUTE_DIRECTORY)) {
      findings.inode(
          FindingKind.ATTRIBUTE_FLAG,
          number,
          attribute
              ? "a directory that is marked as an extended attribute"
              : "an attribute directory that is not marked as an extended attribute");
    }
  }

  /**
   * A hole at the very end, in a file without indirect blocks, is not noticed by {@code fsck}; it
   * still ends every lookup while booting.
   */
  private void holes(int number, Inode inode, BlockWalk walk) {
    boolean lastOnly =
        walk.holes() == 1
            && walk.blocks() > 1
            && walk.blocks() <= Inode.DIRECT_POINTERS
            && inode.direct().get((int) walk.blocks() - 1) == 0;
    findings.inode(
        lastOnly ? FindingKind.DIRECTORY_END_MISSING : FindingKind.DIRECTORY_HOLE,
        number,
        walk.holes() + " of the directory's " + walk.blocks() + " blocks are missing");
  }
}

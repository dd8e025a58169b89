package org.bootarchive.ufs.check;

/** The pointers of one inode that are wrong in one way: the first of them, and their number. */
final class PointerFault {
  private final FindingKind kind;
  private int count;
  private int pointer;
  private long logicalBlock;
  private int level;

  PointerFault(FindingKind kind) {
    this.kind = kind;
  }

  void clear() {
    count = 0;
  }

  boolean isClear() {
    return count == 0;
  }

  void note(int foundPointer, long foundLogicalBlock, int foundLevel) {
    if (count++ == 0) {
      pointer = foundPointer;
      logicalBlock = foundLogicalBlock;
      level = foundLevel;
    }
  }

  /** Adds a finding if there is something to report. */
  void report(Findings findings, int inode, String fault) {
    if (count == 0) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (level == 0) {
      text.append("block ").append(logicalBlock).append(" of it");
    } else {
      text.append("its indirect block of level ").append(level);
    }
    text.append(" is at fragment ").append(pointer).append(", ").append(fault);
    if (count > 1) {
      text.append("; so are ").append(count - 1).append(" more");
    }
    findings.inodeFragment(kind, inode, pointer & 0xffffffffL, text.toString());
  }
}

package org.bootarchive.ufs.check;

import java.util.Arrays;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.EscapedBytes;
import org.jspecify.annotations.Nullable;

/** Checks what the entries of a directory lead to: {@code pass2check()} of {@code fsck}. */
final class DirectoryEntries {
  /** Length of the records of "." and ".." where nothing is behind them. */
  private static final int DOT_BYTES = DirectoryEntry.leastBytes(1);

  private final Survey survey;
  private final Inodes inodes;
  private final Directories directories;
  private final Findings findings;
  private final NameHashes names = new NameHashes();
  private int index;
  private int self;
  private boolean attributes;
  private int records;
  private boolean skipped;

  DirectoryEntries(Survey survey) {
    this.survey = survey;
    this.inodes = survey.inodes();
    this.directories = survey.directories();
    this.findings = survey.findings();
  }

  /** Starts a directory. */
  void begin(int directory) {
    index = directory;
    self = directories.inode(directory);
    attributes = inodes.type(self) == FileType.ATTRIBUTE_DIRECTORY;
    records = 0;
    skipped = false;
    names.clear();
  }

  /** Notes that records of the directory could not be read. */
  void skipped() {
    skipped = true;
  }

  /** Finishes the directory. */
  void end() {
    if (records == 0 && !skipped) {
      missing(FindingKind.DOT_MISSING, "\".\"");
    }
    if (records < 2 && !skipped) {
      missing(FindingKind.DOTDOT_MISSING, "\"..\"");
    }
  }

  /**
   * Takes a record.
   *
   * @param inode d_ino, 0 for a free record
   * @param bytes what the record starts at {@code at} of
   */
  void record(long inode, byte[] bytes, int at, int nameBytes, int recordBytes, long offset) {
    int from = at + DirectoryEntry.HEADER_BYTES;
    boolean dot = nameBytes == 1 && bytes[from] == '.';
    boolean dotdot = nameBytes == 2 && bytes[from] == '.' && bytes[from + 1] == '.';
    if (records == 0) {
      records = 1;
      if (inode != 0 && dot) {
        dot(inode, recordBytes, offset);
        return;
      }
      missing(FindingKind.DOT_MISSING, "\".\"");
      if (inode == 0) {
        return;
      }
    }
    if (records == 1) {
      records = 2;
      if (inode != 0 && dotdot) {
        dotdot(inode, offset);
        return;
      }
      missing(FindingKind.DOTDOT_MISSING, "\"..\"");
    }
    if (inode == 0) {
      return;
    }
    if (dot || dotdot) {
      findings.inodeContent(
          FindingKind.DOT_EXTRA,
          self,
          offset,
          (dot ? "\".\"" : "\"..\"") + " is not the directory's first or second record");
      return;
    }
    if (nameBytes == 0) {
      findings.inodeContent(
          FindingKind.DIRECTORY_NAME_EMPTY,
          self,
          offset,
          "the name of inode " + inode + " is empty");
    } else if (!names.add(bytes, from, nameBytes)) {
      findings.inodeContent(
          FindingKind.DIRECTORY_NAME_TWICE,
          self,
          offset,
          "two entries named " + text(bytes, from, nameBytes) + "; the first one is found");
    }
    directories.notePath(index, nameBytes);
    entry(inode, bytes, from, nameBytes, offset);
  }

  private void missing(FindingKind kind, String name) {
    findings.inode(kind, self, name + " is not where it belongs in the directory");
  }

  private void dot(long inode, int recordBytes, long offset) {
    if (inode != self) {
      findings.inodeContent(
          FindingKind.DOT_WRONG, self, offset, "\".\" is inode " + inode + ", expected " + self);
    }
    inodes.addName(self);
    if (recordBytes >= 2 * DOT_BYTES) {
      records = 2;
      missing(FindingKind.DOTDOT_MISSING, "\"..\"");
    }
  }

  private void dotdot(long inode, long offset) {
    if (!isKnown(inode, "..", offset)) {
      return;
    }
    directories.dotdot(index, (int) inode);
    if (!attributes) {
      inodes.addName((int) inode);
    }
  }

  /** Returns whether an inode is one of those whose tables were read. */
  private boolean isKnown(long inode, String name, long offset) {
    if (inode >= survey.superblock().inodeCount()) {
      findings.inodeContent(
          FindingKind.ENTRY_OUT_OF_RANGE,
          self,
          offset,
          name
              + " is inode "
              + inode
              + ", but the last one is "
              + (survey.superblock().inodeCount() - 1));
      return false;
    }
    return inode < inodes.count();
  }

  private void entry(long number, byte[] bytes, int from, int nameBytes, long offset) {
    if (number >= inodes.count()) {
      isKnown(number, "entry " + text(bytes, from, nameBytes), offset);
      return;
    }
    int inode = (int) number;
    if (!inodes.isUsed(inode)) {
      wrong(FindingKind.ENTRY_TO_FREE_INODE, inode, "is free", bytes, from, nameBytes, offset);
      return;
    }
    FileType type = inodes.type(inode);
    if (type == FileType.SHADOW) {
      wrong(
          FindingKind.ENTRY_TO_SHADOW, inode, "is a shadow inode", bytes, from, nameBytes, offset);
      return;
    }
    if (attributes != inodes.isAttribute(inode)) {
      wrong(
          FindingKind.ATTRIBUTE_FLAG,
          inode,
          attributes
              ? "is not marked as an extended attribute"
              : "is marked as an extended attribute",
          bytes,
          from,
          nameBytes,
          offset);
    }
    inodes.addName(inode);
    if (inodes.parent(inode) == 0) {
      inodes.parent(inode, self);
    }
    follow(inode, type, bytes, from, nameBytes, offset);
  }

  private void follow(
      int inode, @Nullable FileType type, byte[] bytes, int from, int nameBytes, long offset) {
    if (type == FileType.SYMBOLIC_LINK) {
      survey.linkNames().add(inode, self, bytes, from, nameBytes);
    } else if (type != null && type.isDirectory()) {
      int child = directories.indexOf(inode);
      if (inode == Inode.ROOT || (directories.parent(child) != 0 && !attributes)) {
        wrong(
            FindingKind.DIRECTORY_LINKED_TWICE,
            inode,
            inode == Inode.ROOT
                ? "is the root directory"
                : "is a directory that directory inode "
                    + directories.parent(child)
                    + " has an entry for",
            bytes,
            from,
            nameBytes,
            offset);
        directories.otherParent(child, self, bytes, from, nameBytes);
      } else {
        directories.parent(child, self, bytes, from, nameBytes);
      }
    }
  }

  private void wrong(
      FindingKind kind,
      int inode,
      String text,
      byte[] bytes,
      int from,
      int nameBytes,
      long offset) {
    findings.inodeContent(
        kind,
        self,
        offset,
        "entry " + text(bytes, from, nameBytes) + " is inode " + inode + ", which " + text);
  }

  private static String text(byte[] bytes, int from, int nameBytes) {
    return EscapedBytes.escape(Arrays.copyOfRange(bytes, from, from + nameBytes));
  }
}

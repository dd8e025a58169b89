package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteOrder;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/**
 * Checks one inode in use by itself, claims its blocks and notes what it leads to: {@code
 * verify_inode()} of {@code fsck}.
 */
final class InodeCheck {
  /** {@code UFS_MAXOFFSET_T}. */
  private static final long MOST_BYTES = (1L << 40) - 1;

  /** Files above this make the large-files flag necessary ({@code MAXOFF_T}). */
  private static final long LARGE = Integer.MAX_VALUE;

  /** {@code MAXPATHLEN}. */
  private static final int MOST_LINK_BYTES = 1024;

  private final Survey survey;
  private final Superblock superblock;
  private final Findings findings;
  private final BlockWalk walk;
  private final BlockClaims claims;
  private final InodeReferences references;
  private final BootFileTraps traps;
  private final DirectoryInodeRules directoryRules;

  InodeCheck(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.findings = survey.findings();
    this.walk = new BlockWalk(survey);
    this.claims = new BlockClaims(survey);
    this.references = new InodeReferences(survey);
    this.traps = new BootFileTraps(survey);
    this.directoryRules = new DirectoryInodeRules(survey);
  }

  /** Checks an inode whose mode has bits of a type. */
  void check(int number, Inode inode) throws IOException {
    FileType type = inode.type();
    survey.inodes().use(number, inode);
    if (!isUsable(number, inode, type) || type == null) {
      survey.inodes().markUnusable(number);
      if (type != null && type.isDirectory()) {
        survey.directories().add(number, 0);
        survey.directoryBlocks().owner(number);
      }
      return;
    }
    if (inode.size() > LARGE) {
      survey.noteLargeFile();
    }
    owners(number, inode);
    if (type == FileType.SYMBOLIC_LINK && inode.hasTextInPointers()) {
      textInPointers(number, inode, type);
      return;
    }
    if (!type.isDevice()) {
      blocks(number, inode, type);
    } else if (inode.sectorCount() != 0) {
      blockCount(number, inode, 0);
    }
    references.note(number, inode, type);
  }

  /** Reports what makes an inode so wrong that its blocks are not followed. */
  private boolean isUsable(int number, Inode inode, @Nullable FileType type) {
    if (inode.size() < 0 || inode.size() > MOST_BYTES) {
      findings.inode(
          FindingKind.INODE_SIZE,
          number,
          "di_size is " + Long.toUnsignedString(inode.size()) + ", at most " + MOST_BYTES);
      return false;
    }
    if (type == null) {
      findings.inode(
          FindingKind.INODE_TYPE,
          number,
          "the mode is 0" + Integer.toOctalString(inode.mode()) + ", a type that there is not");
      return false;
    }
    return !type.isDevice() || isDeviceSound(number, inode);
  }

  private boolean isDeviceSound(int number, Inode inode) {
    if (inode.size() != 0) {
      findings.inode(
          FindingKind.DEVICE_WITH_SIZE, number, "a device of size " + inode.size() + ", not 0");
      return false;
    }
    boolean isFirst = superblock.foreignFormat().isPresent() && inode.direct().get(0) != 0;
    int slot = Inode.deviceSlot(isFirst ? ByteOrder.BIG_ENDIAN : superblock.byteOrder());
    for (int i = 0; i < Inode.DIRECT_POINTERS + Inode.INDIRECT_POINTERS; i++) {
      if (i != slot && pointer(inode, i) != 0) {
        findings.inode(
            FindingKind.DEVICE_WITH_BLOCKS,
            number,
            "a device whose pointer " + i + " is " + pointer(inode, i) + ", expected 0");
        return false;
      }
    }
    return true;
  }

  private static int pointer(Inode inode, int index) {
    return index < Inode.DIRECT_POINTERS
        ? inode.direct().get(index)
        : inode.indirect().get(index - Inode.DIRECT_POINTERS);
  }

  private void textInPointers(int number, Inode inode, FileType type) {
    if (superblock.foreignFormat().isPresent()) {
      references.note(number, inode, type);
      return;
    }
    findings.inode(
        FindingKind.SYMLINK_INLINE,
        number,
        "a symbolic link of "
            + inode.size()
            + " bytes without blocks keeps its text in the inode; illumos takes it for pointers");
    survey.inodes().markUnusable(number);
  }

  private void blocks(int number, Inode inode, FileType type) throws IOException {
    ContentBlocks content = null;
    if (type.isDirectory()) {
      content = survey.directoryBlocks();
      survey.directories().add(number, (int) Math.min(inode.size(), Integer.MAX_VALUE));
    } else if (type == FileType.SHADOW) {
      content = survey.shadowBlocks();
    } else if (type == FileType.REGULAR && (inode.flags() & Inode.FLAG_COMPRESSED) != 0) {
      content = survey.compressedBlocks();
    }
    if (content != null) {
      content.owner(number);
    }
    claims.begin(inode.flags(), content);
    walk.walk(inode, claims);
    claims.report(number);
    pastEnd(number, inode);
    if (walk.isComplete()) {
      blockCount(number, inode, claims.fragments() * superblock.sectorsPerFragment());
    }
    switch (type) {
      case DIRECTORY, ATTRIBUTE_DIRECTORY -> directoryRules.check(number, inode, type, walk);
      case SYMBOLIC_LINK -> link(number, inode);
      case REGULAR -> traps.note(number, inode, walk.holes() + claims.unwritten());
      default -> {}
    }
  }

  /** Finds pointers of the inode, and entries of its indirect blocks, behind the end. */
  private void pastEnd(int number, Inode inode) {
    long blocks = walk.blocks();
    int used = (int) Math.min(blocks, Inode.DIRECT_POINTERS);
    for (long left = blocks - Inode.DIRECT_POINTERS;
        left > 0;
        left /= superblock.pointersPerBlock()) {
      used++;
    }
    for (int i = used; i < Inode.DIRECT_POINTERS + Inode.INDIRECT_POINTERS; i++) {
      if (pointer(inode, i) != 0) {
        findings.inodeFragment(
            FindingKind.BLOCKS_PAST_END,
            number,
            pointer(inode, i) & 0xffffffffL,
            "pointer " + i + " is " + pointer(inode, i) + ", behind a size of " + inode.size());
        return;
      }
    }
    if (walk.entriesBeyondEnd() > 0) {
      findings.inode(
          FindingKind.BLOCKS_PAST_END,
          number,
          "indirect blocks have "
              + walk.entriesBeyondEnd()
              + " entries behind a size of "
              + inode.size());
    }
  }

  private void link(int number, Inode inode) {
    if (inode.size() > MOST_LINK_BYTES) {
      findings.inode(
          FindingKind.SYMLINK_SIZE,
          number,
          "a symbolic link of " + inode.size() + " bytes, at most " + MOST_LINK_BYTES);
    } else {
      survey.links().add(number, inode.direct().get(0), (int) inode.size());
    }
  }

  private void blockCount(int number, Inode inode, long expected) {
    if (inode.sectorCount() != expected) {
      findings.inode(
          FindingKind.INODE_BLOCK_COUNT,
          number,
          "di_blocks is " + inode.sectorCount() + ", expected " + expected);
    }
  }

  private void owners(int number, Inode inode) {
    if (superblock.foreignFormat().isPresent() && inode.longUid() == 0 && inode.longGid() == 0) {
      return;
    }
    boolean uid = inode.shortUid() == Inode.shortId(inode.longUid() & 0xffffffffL);
    boolean gid = inode.shortGid() == Inode.shortId(inode.longGid() & 0xffffffffL);
    if (!uid || !gid) {
      findings.inode(
          FindingKind.INODE_OWNER,
          number,
          uid
              ? "sgid is " + inode.shortGid() + ", gid " + (inode.longGid() & 0xffffffffL)
              : "suid is " + inode.shortUid() + ", uid " + (inode.longUid() & 0xffffffffL));
    }
  }
}

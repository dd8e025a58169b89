package org.bootarchive.ufs.check;

import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;

/**
 * Checks what inodes lead to beside blocks: access control lists (di_shadow) and directories of
 * extended attributes (di_oeftflag).
 */
final class InodeReferences {
  private final Survey survey;
  private final Inodes inodes;
  private final Findings findings;

  InodeReferences(Survey survey) {
    this.survey = survey;
    this.inodes = survey.inodes();
    this.findings = survey.findings();
  }

  /** Notes where an inode leads to, if that can be. */
  void note(int number, Inode inode, FileType type) {
    if (inode.shadow() != 0) {
      if (!mayHaveShadow(type)) {
        findings.inode(
            FindingKind.SHADOW_REFERENCE,
            number,
            "di_shadow is " + inode.shadow() + ", but this type has no access control list");
      } else if (isInRange(inode.shadow())) {
        if (inode.shadow() < inodes.count()) {
          survey.references().addShadow(number, inode.shadow());
        }
      } else {
        outOfRange(FindingKind.SHADOW_REFERENCE, number, "di_shadow", inode.shadow());
      }
    }
    if (inode.attributeDirectory() != 0) {
      if (!isInRange(inode.attributeDirectory())) {
        outOfRange(
            FindingKind.ATTRIBUTE_DIRECTORY, number, "di_oeftflag", inode.attributeDirectory());
      } else if (inode.attributeDirectory() < inodes.count()) {
        survey.references().addAttributeDirectory(number, inode.attributeDirectory());
      }
    }
  }

  /** {@code CHECK_ACL_ALLOWED} of {@code sys/fs/ufs_acl.h}. */
  private static boolean mayHaveShadow(FileType type) {
    return switch (type) {
      case DIRECTORY, REGULAR, FIFO, CHARACTER_DEVICE, BLOCK_DEVICE, ATTRIBUTE_DIRECTORY -> true;
      default -> false;
    };
  }

  private boolean isInRange(int inode) {
    return inode > Inode.ROOT && inode < survey.superblock().inodeCount();
  }

  private void outOfRange(FindingKind kind, int number, String field, int found) {
    findings.inode(
        kind,
        number,
        field
            + " is "
            + (found & 0xffffffffL)
            + ", expected an inode from 3 to "
            + (survey.superblock().inodeCount() - 1));
  }

  /** Counts the references when the types of all inodes are known. */
  void count() {
    References references = survey.references();
    for (int i = 0; i < references.shadowCount(); i++) {
      int shadow = references.shadow(i);
      if (inodes.type(shadow) == FileType.SHADOW && inodes.isUsable(shadow)) {
        inodes.addName(shadow);
      } else {
        findings.inode(
            FindingKind.SHADOW_REFERENCE,
            references.shadowClient(i),
            "di_shadow is " + shadow + ", which is no shadow inode");
      }
    }
    for (int i = 0; i < references.attributeCount(); i++) {
      attributes(references.attributeFile(i), references.attributeDirectory(i));
    }
  }

  private void attributes(int file, int directory) {
    int index = survey.directories().indexOf(directory);
    if (index < 0
        || inodes.type(directory) != FileType.ATTRIBUTE_DIRECTORY
        || survey.directories().size(index) == 0) {
      findings.inode(
          FindingKind.ATTRIBUTE_DIRECTORY,
          file,
          "di_oeftflag is " + directory + ", which is no attribute directory with content");
      return;
    }
    inodes.addName(directory);
    survey.directories().parent(index, file);
  }
}

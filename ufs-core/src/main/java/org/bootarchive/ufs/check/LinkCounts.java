package org.bootarchive.ufs.check;

import org.bootarchive.ufs.disk.Inode;

/** Compares di_nlink with the names that were found: {@code pass4()} of {@code fsck}. */
final class LinkCounts {
  private final Survey survey;
  private final Inodes inodes;

  LinkCounts(Survey survey) {
    this.survey = survey;
    this.inodes = survey.inodes();
  }

  void check(DirectoryTree tree) {
    for (int inode = Inode.ROOT; inode < inodes.count(); inode++) {
      if (inodes.isUsed(inode)) {
        one(inode, tree);
      }
    }
  }

  private void one(int inode, DirectoryTree tree) {
    if (inodes.isDirectory(inode)) {
      int index = survey.directories().indexOf(inode);
      if (!tree.isReached(index)) {
        return;
      }
    }
    int found = inodes.names(inode);
    if (found == 0 && survey.isComplete()) {
      survey
          .findings()
          .inode(
              FindingKind.INODE_UNREFERENCED,
              inode,
              "in use with nlink " + inodes.linkCount(inode) + ", but nothing names it");
    } else if (found != inodes.linkCount(inode) && survey.isComplete()) {
      survey
          .findings()
          .inode(
              FindingKind.LINK_COUNT,
              inode,
              "nlink is " + inodes.linkCount(inode) + ", expected " + found);
    }
  }
}

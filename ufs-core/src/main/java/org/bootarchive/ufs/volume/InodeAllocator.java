package org.bootarchive.ufs.volume;

import java.io.IOException;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/**
 * Takes and frees inode numbers as the kernel does: {@code ufs_ialloc}, {@code ialloccg}, {@code
 * dirpref} and {@code ufs_ifree} in ufs_alloc.c.
 */
final class InodeAllocator {
  private static final int BITS = 8;

  /** Tells whether an inode that is marked free may be taken. */
  @FunctionalInterface
  interface Candidates {
    /** Returns whether it may; the last one that may is taken. */
    boolean accept(long number) throws IOException;
  }

  private final CylinderGroups groups;
  private final Superblock geometry;

  InodeAllocator(CylinderGroups groups) {
    this.groups = groups;
    this.geometry = groups.geometry();
  }

  /**
   * Takes an inode for something in a directory.
   *
   * @param parent the inode of the directory
   * @param isDirectory whether it is for a directory, which looks for a group with room
   * @param candidates is asked for each that is marked free, until one is accepted
   * @throws OutOfInodesException if there is none
   */
  long take(long parent, boolean isDirectory, Candidates candidates) throws IOException {
    long preferred = isDirectory ? preferredForDirectory(parent) : parent;
    int first = geometry.groupOfInode(preferred);
    int groupCount = geometry.groupCount();
    for (int i = 0; i < GroupOrder.length(groupCount); i++) {
      int number = GroupOrder.get(first, i, groupCount);
      if (groups.summaries().freeInodes(number) > 0) {
        CylinderGroup group = groups.group(number);
        int inode =
            find(group, i == 0 ? (int) (preferred % geometry.inodesPerGroup()) : -1, candidates);
        if (inode >= 0) {
          return take(group, inode, isDirectory);
        }
      }
    }
    throw new OutOfInodesException(geometry.inodeCount());
  }

  private long take(CylinderGroup group, int inode, boolean isDirectory) throws IOException {
    long number = (long) group.number() * geometry.inodesPerGroup() + inode;
    if (number <= Inode.ROOT) {
      throw CylinderGroups.corrupt(
          group.number(), "inode " + number + " is marked free, which it never is");
    }
    group.inodeUsed(inode, true);
    groups.count(group, isDirectory ? 1 : 0, 0, -1, 0);
    return number;
  }

  /** Returns a free inode of a group, -1 if there is none, whatever its count says. */
  private int find(CylinderGroup group, int preferred, Candidates candidates) throws IOException {
    if (preferred > 0 && isFree(group, preferred, candidates)) {
      return preferred;
    }
    int perGroup = geometry.inodesPerGroup();
    int rotor = group.inodeRotor();
    int start = rotor >= 0 && rotor < perGroup ? rotor / BITS * BITS : 0;
    for (int i = 0; i < perGroup; i++) {
      int inode = (start + i) % perGroup;
      if (isFree(group, inode, candidates)) {
        group.inodeRotor(inode);
        return inode;
      }
    }
    return -1;
  }

  private boolean isFree(CylinderGroup group, int inode, Candidates candidates) throws IOException {
    return !group.isInodeUsed(inode)
        && candidates.accept((long) group.number() * geometry.inodesPerGroup() + inode);
  }

  /**
   * Returns an inode in the group where a new directory should go: the parent's while more than a
   * quarter of its inodes and enough of its blocks are free, else the first such group, else the
   * one with the fewest directories among those with an average number of free inodes.
   */
  private long preferredForDirectory(long parent) {
    Summaries summaries = groups.summaries();
    int fewInodes = geometry.inodesPerGroup() / 4;
    int fewBlocks = geometry.get(SuperblockField.MAXBPG) / 4;
    CylinderSummary home = summaries.group(geometry.groupOfInode(parent));
    if (home.freeInodes() > fewInodes && home.freeBlocks() > fewBlocks) {
      return parent;
    }
    int average = summaries.totals().freeInodes() / summaries.groupCount();
    int fewestDirectories = geometry.inodesPerGroup();
    int best = 0;
    for (int i = 0; i < summaries.groupCount(); i++) {
      CylinderSummary group = summaries.group(i);
      if (group.freeInodes() > fewInodes && group.freeBlocks() > fewBlocks) {
        best = i;
        break;
      }
      if (group.directories() < fewestDirectories && group.freeInodes() >= average) {
        best = i;
        fewestDirectories = group.directories();
      }
    }
    return (long) best * geometry.inodesPerGroup();
  }

  /**
   * Gives an inode back.
   *
   * @throws org.bootarchive.ufs.device.CorruptImageException if it is free
   */
  void free(long number, boolean wasDirectory) throws IOException {
    CylinderGroup group = groups.group(geometry.groupOfInode(number));
    int inode = (int) (number % geometry.inodesPerGroup());
    if (!group.isInodeUsed(inode)) {
      throw CylinderGroups.corrupt(
          group.number(), "inode " + number + " is to be freed and is marked free");
    }
    group.inodeUsed(inode, false);
    if (inode < group.inodeRotor()) {
      group.inodeRotor(inode);
    }
    groups.count(group, wasDirectory ? -1 : 0, 0, 1, 0);
  }
}

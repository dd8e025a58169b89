package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/** The image under check and what has been learnt of it so far. */
final class Survey {
  /** More inodes than any archive has, and few enough to keep notes of each. */
  private static final int MOST_INODES = 1 << 26;

  private final BlockDevice device;
  private final Superblock superblock;
  private final Findings findings;
  private final CheckOptions options;
  private final int groups;
  private final long fragments;
  private final Inodes inodes;
  private final FragmentMap used;
  private final FragmentMap readOnce;
  private final ContentBlocks directoryBlocks = new ContentBlocks();
  private final ContentBlocks shadowBlocks = new ContentBlocks();
  private final ContentBlocks compressedBlocks = new ContentBlocks();
  private final Directories directories = new Directories();
  private final SymbolicLinks links = new SymbolicLinks();
  private final LinkNames linkNames = new LinkNames();
  private final References references = new References();
  private final RegularFiles files = new RegularFiles();
  private @Nullable FragmentMap log;
  private boolean fragmentsClaimedTwice;
  private boolean largeFiles;

  Survey(BlockDevice device, Superblock superblock, Findings findings, CheckOptions options) {
    this.device = device;
    this.superblock = superblock;
    this.findings = findings;
    this.options = options;
    this.fragments =
        Math.min(superblock.sizeInFragments(), device.size() / superblock.fragmentBytes());
    this.groups = groupsIn(superblock, fragments);
    this.inodes = new Inodes(groups * superblock.inodesPerGroup());
    this.used = new FragmentMap(fragments);
    this.readOnce = new FragmentMap(fragments);
  }

  /** Returns how many groups, from the first on, have all their tables in the image. */
  private static int groupsIn(Superblock superblock, long fragments) {
    int most = MOST_INODES / superblock.inodesPerGroup();
    int low = 0;
    int high = Math.min(superblock.groupCount(), most);
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      if (superblock.firstDataFragment(middle - 1) <= fragments) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  Superblock superblock() {
    return superblock;
  }

  Findings findings() {
    return findings;
  }

  CheckOptions options() {
    return options;
  }

  /** Returns the number of groups whose tables the image holds. */
  int groups() {
    return groups;
  }

  /** Returns the number of fragments that the image holds of the file system. */
  long fragments() {
    return fragments;
  }

  /** Returns whether the image holds all of the file system. */
  boolean isComplete() {
    return groups == superblock.groupCount() && fragments == superblock.sizeInFragments();
  }

  Inodes inodes() {
    return inodes;
  }

  /** Returns which fragments files and tables use. */
  FragmentMap used() {
    return used;
  }

  /**
   * Returns whether a block of an indirect block, a directory or a shadow inode is to be read: each
   * is only once, so that blocks claimed again and again cost no more than the image is long.
   */
  boolean mayRead(long fragment) {
    return readOnce.claim(fragment, 1) == 0;
  }

  ContentBlocks directoryBlocks() {
    return directoryBlocks;
  }

  ContentBlocks shadowBlocks() {
    return shadowBlocks;
  }

  /** Returns the blocks of the files that are marked as compressed. */
  ContentBlocks compressedBlocks() {
    return compressedBlocks;
  }

  Directories directories() {
    return directories;
  }

  SymbolicLinks links() {
    return links;
  }

  LinkNames linkNames() {
    return linkNames;
  }

  References references() {
    return references;
  }

  RegularFiles files() {
    return files;
  }

  boolean hasFragmentsClaimedTwice() {
    return fragmentsClaimedTwice;
  }

  void noteFragmentClaimedTwice() {
    fragmentsClaimedTwice = true;
  }

  boolean hasLargeFiles() {
    return largeFiles;
  }

  void noteLargeFile() {
    largeFiles = true;
  }

  /** Claims the fragments of the file system's log, as long as no file has claimed any. */
  void claimLog(FragmentMap fragmentsOfLog) {
    log = fragmentsOfLog;
    used.setAll(fragmentsOfLog);
  }

  /** Returns whether a fragment belongs to the tables of a group, the summary area or the log. */
  boolean isMetadata(long fragment) {
    if (log != null && log.get(fragment, 1) != 0) {
      return true;
    }
    int group = superblock.groupOfFragment(fragment);
    long from = group == 0 ? 0 : superblock.superblockFragment(group);
    if (fragment >= from && fragment < superblock.firstDataFragment(group)) {
      return true;
    }
    SummaryPlace summary = SummaryPlace.of(superblock);
    return fragment >= summary.from() && fragment < summary.to();
  }

  /** Returns a new buffer in the image's byte order. */
  ByteBuffer buffer(int bytes) {
    return buffer(new byte[bytes]);
  }

  /** Returns a buffer over an array, in the image's byte order. */
  ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(superblock.byteOrder());
  }

  /** Fills a buffer from its start up to {@code bytes}, and sets its position to 0. */
  void read(long offset, ByteBuffer target, int bytes) throws IOException {
    target.clear().limit(bytes);
    device.read(offset, target);
    target.rewind();
  }

  /** Returns an inode as it stands on disk. */
  Inode readInode(int inode) throws IOException {
    ByteBuffer buffer = buffer(Inode.BYTES);
    read(superblock.inodeOffset(inode), buffer, Inode.BYTES);
    return Inode.decode(buffer, 0);
  }
}

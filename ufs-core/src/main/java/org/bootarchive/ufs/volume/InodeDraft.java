package org.bootarchive.ufs.volume;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/** An inode that is being changed. What no change touches stays as it was found. */
final class InodeDraft {
  private static final ImmutableIntArray NO_INDIRECT =
      ImmutableIntArray.copyOf(new int[Inode.INDIRECT_POINTERS]);

  final long number;
  int mode;
  int linkCount;
  long size;
  InodeTime accessTime;
  InodeTime modifyTime;
  InodeTime changeTime;
  final int[] direct;
  final int[] indirect;
  int flags;
  int generation;
  int shadow;
  int attributeDirectory;
  private int shortUid;
  private int shortGid;
  private int longUid;
  private int longGid;
  private int sectorCount;
  private ImmutableIntArray directBefore;
  private ImmutableIntArray indirectBefore;

  /** Makes one of which all but its generation number is to be set. */
  InodeDraft(long number, int generation) {
    this.number = number;
    this.generation = generation;
    this.accessTime = InodeTime.EPOCH;
    this.modifyTime = InodeTime.EPOCH;
    this.changeTime = InodeTime.EPOCH;
    this.direct = new int[Inode.DIRECT_POINTERS];
    this.indirect = new int[Inode.INDIRECT_POINTERS];
    this.directBefore = ImmutableIntArray.of();
    this.indirectBefore = NO_INDIRECT;
  }

  InodeDraft(long number, Inode inode) {
    this.number = number;
    this.mode = inode.mode();
    this.linkCount = inode.linkCount();
    this.shortUid = inode.shortUid();
    this.shortGid = inode.shortGid();
    this.size = inode.size();
    this.accessTime = inode.accessTime();
    this.modifyTime = inode.modifyTime();
    this.changeTime = inode.changeTime();
    this.directBefore = inode.direct();
    this.indirectBefore = inode.indirect();
    this.direct = directBefore.toArray();
    this.indirect = indirectBefore.toArray();
    this.flags = inode.flags();
    this.sectorCount = inode.sectorCount();
    this.generation = inode.generation();
    this.shadow = inode.shadow();
    this.longUid = inode.longUid();
    this.longGid = inode.longGid();
    this.attributeDirectory = inode.attributeDirectory();
  }

  Inode toInode() {
    directBefore = unlessChanged(directBefore, direct);
    indirectBefore = unlessChanged(indirectBefore, indirect);
    return new Inode(
        mode,
        linkCount,
        shortUid,
        shortGid,
        size,
        accessTime,
        modifyTime,
        changeTime,
        directBefore,
        indirectBefore,
        flags,
        sectorCount,
        generation,
        shadow,
        longUid,
        longGid,
        attributeDirectory);
  }

  /** Returns pointers as they are now: as they were found, if that is the same. */
  private static ImmutableIntArray unlessChanged(ImmutableIntArray found, int[] now) {
    boolean isSame = found.length() == now.length;
    for (int i = 0; isSame && i < now.length; i++) {
      isSame = found.get(i) == now[i];
    }
    return isSame ? found : ImmutableIntArray.copyOf(now);
  }

  /** Makes a free inode one of a new file, without blocks; its generation number stays. */
  void create(FileType newType, NewFile attributes, InodeTime now) {
    clearBlocks();
    mode = newType.bits() | attributes.permissions();
    linkCount = 1;
    owner(attributes.uid(), attributes.gid());
    flags = 0;
    shadow = 0;
    attributeDirectory = 0;
    accessTime = now;
    contentChanged(now);
  }

  /** Sets the owner and the group, both forms of each. */
  void owner(long uid, long gid) {
    shortUid = Inode.shortId(uid);
    shortGid = Inode.shortId(gid);
    longUid = (int) uid;
    longGid = (int) gid;
  }

  @Nullable FileType type() {
    return FileType.ofMode(mode);
  }

  boolean isDirectory() {
    FileType type = type();
    return type != null && type.isDirectory();
  }

  /** Sets the times of a change of the contents. */
  void contentChanged(InodeTime now) {
    modifyTime = now;
    changeTime = now;
  }

  /**
   * Adds to the 512-byte units that the inode holds.
   *
   * @throws CorruptImageException if the sum cannot be one
   */
  void addFragments(long fragments, Superblock geometry) throws CorruptImageException {
    long sum = sectorCount + fragments * geometry.sectorsPerFragment();
    if (sum < 0 || sum > Integer.MAX_VALUE) {
      throw new CorruptImageException(
          InodeTable.name(number), -1, "would hold " + sum + " sectors: di_blocks was wrong");
    }
    sectorCount = (int) sum;
  }

  /** Forgets all blocks, which are free or never were. */
  void clearBlocks() {
    Arrays.fill(direct, 0);
    Arrays.fill(indirect, 0);
    size = 0;
    sectorCount = 0;
  }
}

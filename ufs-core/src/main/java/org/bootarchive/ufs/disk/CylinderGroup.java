package org.bootarchive.ufs.disk;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * A cylinder group block: {@code struct cg}, with its maps, over a buffer of {@code fs_bsize}
 * bytes.
 *
 * <p>This is a view: it reads and writes the buffer that it was made over, so that the many counts
 * and bits of a group need no copies. Every place that it touches was bounded when it was made.
 */
public final class CylinderGroup {
  /** {@code CG_MAGIC}. */
  public static final int MAGIC = 0x090255;

  /** Length of the fields before the maps, in bytes. */
  public static final int HEADER_BYTES = 168;

  /** Runs of free fragments that are counted: of 1 to 7 ({@code MAXFRAG} - 1). */
  public static final int LONGEST_RUN = 7;

  private static final int CG_MAGIC = 4;
  private static final int CG_TIME = 8;
  private static final int CG_CGX = 12;
  private static final int CG_NCYL = 16;
  private static final int CG_NIBLK = 18;
  private static final int CG_NDBLK = 20;
  private static final int CG_CS = 24;
  private static final int CG_ROTOR = 40;
  private static final int CG_FROTOR = 44;
  private static final int CG_IROTOR = 48;
  private static final int CG_FRSUM = 52;
  private static final int CG_BTOTOFF = 84;
  private static final int CG_BOFF = 88;
  private static final int CG_IUSEDOFF = 92;
  private static final int CG_FREEOFF = 96;
  private static final int CG_NEXTFREEOFF = 100;

  /** Where 4.2BSD has its maps, for a bounded number of cylinders and inodes. */
  private static final int OLD_BTOT = 84;

  private static final int OLD_B = 212;
  private static final int OLD_IUSED = 724;
  private static final int OLD_MAGIC = 980;

  /** Where the map of free fragments starts in a group block of 4.2BSD, in bytes. */
  public static final int OLD_FREE = 984;

  /** The most cylinders in a group of 4.2BSD ({@code MAXCPG}). */
  public static final int OLD_MOST_CYLINDERS = 32;

  /** The most inodes in a group of 4.2BSD ({@code MAXIPG}). */
  public static final int OLD_MOST_INODES = 2048;

  private final ByteBuffer buffer;
  private final int inodesUsedOffset;
  private final int fragmentsFreeOffset;
  private final int blockTotalsOffset;
  private final int blockPositionsOffset;
  private final int inodeCount;
  private final int fragmentCount;
  private final int cylinderCount;
  private final int positions;

  private CylinderGroup(Superblock superblock, int group, ByteBuffer buffer) {
    boolean old = isOld(superblock, buffer);
    this.buffer = buffer;
    this.inodesUsedOffset = old ? OLD_IUSED : buffer.getInt(CG_IUSEDOFF);
    this.fragmentsFreeOffset = old ? OLD_FREE : buffer.getInt(CG_FREEOFF);
    this.blockTotalsOffset = old ? OLD_BTOT : buffer.getInt(CG_BTOTOFF);
    this.blockPositionsOffset = old ? OLD_B : buffer.getInt(CG_BOFF);
    this.inodeCount = superblock.inodesPerGroup();
    this.fragmentCount = superblock.fragmentsInGroup(group);
    this.cylinderCount = superblock.get(SuperblockField.CPG);
    this.positions = superblock.rotationalPositions();
  }

  /**
   * Returns whether a group block has the layout of 4.2BSD ({@code struct ocg}), as some of a file
   * system in that format have: as the kernel does, the magic tells.
   *
   * @param buffer at least {@code fs_cgsize} bytes from index 0 on, in the image's byte order
   */
  public static boolean isOld(Superblock superblock, ByteBuffer buffer) {
    return superblock.isOldFormat()
        && buffer.getInt(CG_MAGIC) != MAGIC
        && buffer.getInt(OLD_MAGIC) == MAGIC;
  }

  /**
   * Makes a view of a group block.
   *
   * @param superblock one that was checked
   * @param group the group that the block should be of
   * @param buffer at least {@code fs_cgsize} bytes from index 0 on, in the image's byte order
   * @throws CorruptImageException if the magic or the group's number is wrong, or a map does not
   *     lie within the block
   */
  public static CylinderGroup of(Superblock superblock, int group, ByteBuffer buffer)
      throws CorruptImageException {
    long at = superblock.fragmentOffset(superblock.groupBlockFragment(group));
    int magic = buffer.getInt(CG_MAGIC);
    boolean old = isOld(superblock, buffer);
    if (magic != MAGIC && !old) {
      throw corrupt(
          group, at, String.format(Locale.ROOT, "cg_magic is 0x%x, expected 0x%x", magic, MAGIC));
    }
    int number = buffer.getInt(CG_CGX);
    if (number != group) {
      throw corrupt(group, at, "cg_cgx is " + number);
    }
    int limit = Math.min(buffer.capacity(), superblock.blockBytes());
    int cylinders = superblock.get(SuperblockField.CPG);
    int positions = superblock.rotationalPositions();
    if (cylinders < 0 || positions < 0) {
      throw corrupt(group, at, "fs_cpg is " + cylinders + ", fs_nrpos " + positions);
    }
    if (old) {
      checkOld(superblock, group, at, limit);
      return new CylinderGroup(superblock, group, buffer);
    }
    within(group, at, "cg_btotoff", buffer.getInt(CG_BTOTOFF), 4L * cylinders, limit);
    within(group, at, "cg_boff", buffer.getInt(CG_BOFF), 2L * cylinders * positions, limit);
    within(
        group,
        at,
        "cg_iusedoff",
        buffer.getInt(CG_IUSEDOFF),
        (superblock.inodesPerGroup() + 7L) / 8,
        limit);
    within(
        group,
        at,
        "cg_freeoff",
        buffer.getInt(CG_FREEOFF),
        (superblock.fragmentsInGroup(group) + 7L) / 8,
        limit);
    return new CylinderGroup(superblock, group, buffer);
  }

  private static void checkOld(Superblock superblock, int group, long at, int limit)
      throws CorruptImageException {
    int cylinders = superblock.get(SuperblockField.CPG);
    int inodes = superblock.inodesPerGroup();
    if (cylinders > OLD_MOST_CYLINDERS || inodes > OLD_MOST_INODES) {
      throw corrupt(group, at, "fs_cpg is " + cylinders + ", fs_ipg " + inodes);
    }
    long mapBytes = (superblock.fragmentsInGroup(group) + 7L) / 8;
    within(group, at, "the place of cg_free", OLD_FREE, mapBytes, limit);
  }

  private static void within(int group, long at, String field, int offset, long bytes, int limit)
      throws CorruptImageException {
    if (offset < HEADER_BYTES || offset > limit - bytes) {
      throw corrupt(
          group, at, field + " is " + offset + " for " + bytes + " bytes in a block of " + limit);
    }
  }

  private static CorruptImageException corrupt(int group, long at, String reason) {
    return new CorruptImageException("cylinder group " + group, at, reason);
  }

  /** Returns the buffer that this is a view of. */
  public ByteBuffer buffer() {
    return buffer;
  }

  /** Returns the group's number (cg_cgx). */
  public int number() {
    return buffer.getInt(CG_CGX);
  }

  /** Returns when the group was last written, in seconds since 1970 (cg_time). */
  public int time() {
    return buffer.getInt(CG_TIME);
  }

  /** Sets when the group was last written, in seconds since 1970. */
  public void time(int seconds) {
    buffer.putInt(CG_TIME, seconds);
  }

  /** Returns the number of cylinders in the group (cg_ncyl). */
  public int cylinders() {
    return buffer.getShort(CG_NCYL);
  }

  /** Returns the number of inodes in the group as the group has it (cg_niblk). */
  public int inodes() {
    return buffer.getShort(CG_NIBLK);
  }

  /** Returns the number of fragments in the group as the group has it (cg_ndblk). */
  public int fragments() {
    return buffer.getInt(CG_NDBLK);
  }

  /** Returns the group's counts (cg_cs). */
  public CylinderSummary summary() {
    return CylinderSummary.decode(buffer, CG_CS);
  }

  /** Sets the group's counts. */
  public void summary(CylinderSummary summary) {
    summary.encode(buffer, CG_CS);
  }

  /** Adds to the group's counts, which wrap as the kernel's 32-bit counters do. */
  public void addToSummary(int directories, int freeBlocks, int freeInodes, int freeFragments) {
    CylinderSummary.add(buffer, CG_CS, directories, freeBlocks, freeInodes, freeFragments);
  }

  /** Returns the fragment in the group of the block last allocated (cg_rotor). */
  public int blockRotor() {
    return buffer.getInt(CG_ROTOR);
  }

  /** Sets the fragment in the group of the block last allocated. */
  public void blockRotor(int fragment) {
    buffer.putInt(CG_ROTOR, fragment);
  }

  /** Returns the fragment in the group of the run last allocated (cg_frotor). */
  public int fragmentRotor() {
    return buffer.getInt(CG_FROTOR);
  }

  /** Sets the fragment in the group of the run last allocated. */
  public void fragmentRotor(int fragment) {
    buffer.putInt(CG_FROTOR, fragment);
  }

  /** Returns the inode in the group last allocated (cg_irotor). */
  public int inodeRotor() {
    return buffer.getInt(CG_IROTOR);
  }

  /** Sets the inode in the group last allocated. */
  public void inodeRotor(int inode) {
    buffer.putInt(CG_IROTOR, inode);
  }

  /** Returns how many runs of exactly {@code length} free fragments there are (cg_frsum). */
  public int freeRuns(int length) {
    return buffer.getInt(CG_FRSUM + 4 * checkRun(length));
  }

  /** Sets how many runs of exactly {@code length} free fragments there are. */
  public void freeRuns(int length, int count) {
    buffer.putInt(CG_FRSUM + 4 * checkRun(length), count);
  }

  private static int checkRun(int length) {
    if (length < 0 || length > LONGEST_RUN) {
      throw new IndexOutOfBoundsException("run of " + length);
    }
    return length;
  }

  /** Returns the number of free blocks in a cylinder of the group (cg_btot). */
  public int freeBlocksInCylinder(int cylinder) {
    return buffer.getInt(blockTotalsOffset + 4 * checkCylinder(cylinder));
  }

  /** Sets the number of free blocks in a cylinder of the group. */
  public void freeBlocksInCylinder(int cylinder, int count) {
    buffer.putInt(blockTotalsOffset + 4 * checkCylinder(cylinder), count);
  }

  /** Returns the number of free blocks at a rotational position of a cylinder (cg_b). */
  public int freeBlocksAt(int cylinder, int position) {
    return buffer.getShort(positionIndex(cylinder, position));
  }

  /** Sets the number of free blocks at a rotational position of a cylinder. */
  public void freeBlocksAt(int cylinder, int position, int count) {
    buffer.putShort(positionIndex(cylinder, position), (short) count);
  }

  private int positionIndex(int cylinder, int position) {
    if (position < 0 || position >= positions) {
      throw new IndexOutOfBoundsException("position " + position + " of " + positions);
    }
    return blockPositionsOffset + 2 * (checkCylinder(cylinder) * positions + position);
  }

  private int checkCylinder(int cylinder) {
    if (cylinder < 0 || cylinder >= cylinderCount) {
      throw new IndexOutOfBoundsException("cylinder " + cylinder + " of " + cylinderCount);
    }
    return cylinder;
  }

  /** Returns whether an inode of the group, counted from its first one, is in use (cg_iused). */
  public boolean isInodeUsed(int inode) {
    return bit(inodesUsedOffset, inode, inodeCount);
  }

  /** Marks an inode of the group, counted from its first one, as used or free. */
  public void inodeUsed(int inode, boolean used) {
    bit(inodesUsedOffset, inode, inodeCount, used);
  }

  /** Returns whether a fragment of the group, counted from its base, is free (cg_free). */
  public boolean isFragmentFree(int fragment) {
    return bit(fragmentsFreeOffset, fragment, fragmentCount);
  }

  /** Marks a fragment of the group, counted from its base, as free or used. */
  public void fragmentFree(int fragment, boolean free) {
    bit(fragmentsFreeOffset, fragment, fragmentCount, free);
  }

  /** Returns where the map of free fragments starts in the buffer, in bytes (cg_freeoff). */
  public int fragmentsFreeOffset() {
    return fragmentsFreeOffset;
  }

  /** Returns where the map of used inodes starts in the buffer, in bytes (cg_iusedoff). */
  public int inodesUsedOffset() {
    return inodesUsedOffset;
  }

  /** Returns where the free blocks per cylinder start in the buffer, in bytes (cg_btotoff). */
  public int blockTotalsOffset() {
    return blockTotalsOffset;
  }

  /** Returns where the free blocks per position start in the buffer, in bytes (cg_boff). */
  public int blockPositionsOffset() {
    return blockPositionsOffset;
  }

  /** Returns where unused space behind the maps starts in the buffer, in bytes (cg_nextfreeoff). */
  public int nextFreeOffset() {
    return buffer.getInt(CG_NEXTFREEOFF);
  }

  private boolean bit(int map, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index + " of " + count);
    }
    return (buffer.get(map + (index >> 3)) >> (index & 7) & 1) != 0;
  }

  private void bit(int map, int index, int count, boolean value) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(index + " of " + count);
    }
    int at = map + (index >> 3);
    int mask = 1 << (index & 7);
    buffer.put(at, (byte) (value ? buffer.get(at) | mask : buffer.get(at) & ~mask));
  }

  /**
   * Lays out a new group block in a zeroed buffer; the counts and maps are the caller's to fill.
   */
  public static final class Layout {
    private Layout() {}

    /**
     * Writes the fields of a new group that say where its maps are, as mkfs lays them.
     *
     * @param superblock one that was checked
     * @param buffer zeros, at least {@code fs_cgsize} bytes, in the image's byte order
     * @param cylinders cylinders in the group (cg_ncyl)
     * @param time seconds since 1970
     * @throws CorruptImageException if the maps do not fit in the block
     */
    public static CylinderGroup create(
        Superblock superblock, int group, ByteBuffer buffer, int cylinders, int time)
        throws CorruptImageException {
      int perGroup = superblock.get(SuperblockField.CPG);
      int totals = HEADER_BYTES;
      int blocks = totals + 4 * perGroup;
      int inodes = blocks + 2 * perGroup * superblock.get(SuperblockField.NRPOS);
      int free = inodes + (superblock.inodesPerGroup() + 7) / 8;
      long sectors = (long) perGroup * superblock.get(SuperblockField.SPC);
      long groupFragments = sectors / superblock.sectorsPerFragment();
      buffer.putInt(CG_MAGIC, MAGIC);
      buffer.putInt(CG_TIME, time);
      buffer.putInt(CG_CGX, group);
      buffer.putShort(CG_NCYL, (short) cylinders);
      buffer.putShort(CG_NIBLK, (short) superblock.inodesPerGroup());
      buffer.putInt(CG_NDBLK, superblock.fragmentsInGroup(group));
      buffer.putInt(CG_BTOTOFF, totals);
      buffer.putInt(CG_BOFF, blocks);
      buffer.putInt(CG_IUSEDOFF, inodes);
      buffer.putInt(CG_FREEOFF, free);
      buffer.putInt(CG_NEXTFREEOFF, free + (int) ((groupFragments + 7) / 8));
      return CylinderGroup.of(superblock, group, buffer);
    }
  }
}

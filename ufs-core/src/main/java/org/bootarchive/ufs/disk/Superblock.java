package org.bootarchive.ufs.disk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A superblock: {@code struct fs}, 8192 bytes at byte 8192 of an image.
 *
 * <p>The value keeps every byte, those that have no meaning here included, and gives them back as
 * they were. {@link #decode} does no more than find the byte order; {@link SuperblockCheck} says
 * whether the numbers fit each other, and the methods that compute places ask for a superblock that
 * passed it.
 */
public final class Superblock {
  /** Length of the area that is kept for a superblock, in bytes ({@code SBSIZE}). */
  public static final int BYTES = 8192;

  /** Where the first superblock lies in an image, in bytes ({@code SBOFF}). */
  public static final int OFFSET = 8192;

  /** {@code FS_MAGIC}. */
  public static final int MAGIC = 0x011954;

  /** {@code MTB_UFS_MAGIC}: a multi-terabyte UFS. */
  public static final int MTB_MAGIC = 0xdecade;

  /** What state and time of a clean file system add up to in 32 bits ({@code FSOKAY}). */
  public static final int STATE_OKAY = 0x7c269d38;

  /** {@code FS_42POSTBLFMT}: the format of 4.2BSD. */
  private static final int OLD_FORMAT = -1;

  /** {@code NRPOS} of 4.2BSD. */
  private static final int OLD_POSITIONS = 8;

  private final byte[] bytes;
  private final ByteBuffer view;
  private final ByteOrder byteOrder;

  private final int directoryChunkBytes;
  private final int blockBytes;
  private final int fragmentBytes;
  private final int fragmentsPerBlock;
  private final int inodesPerGroup;
  private final int fragmentsPerGroup;
  private final int sectorsPerFragment;
  private final int groupCount;
  private final int sizeInFragments;
  private final int groupOffset;
  private final int groupMask;
  private final int inodeTableOffset;

  private Superblock(byte[] bytes, ByteOrder byteOrder, int directoryChunkBytes) {
    this.directoryChunkBytes = directoryChunkBytes;
    this.bytes = bytes;
    this.byteOrder = byteOrder;
    this.view = ByteBuffer.wrap(bytes).order(byteOrder);
    this.blockBytes = get(SuperblockField.BSIZE);
    this.fragmentBytes = get(SuperblockField.FSIZE);
    this.fragmentsPerBlock = get(SuperblockField.FRAG);
    this.inodesPerGroup = get(SuperblockField.IPG);
    this.fragmentsPerGroup = get(SuperblockField.FPG);
    this.sectorsPerFragment = get(SuperblockField.NSPF);
    this.groupCount = get(SuperblockField.NCG);
    this.sizeInFragments = get(SuperblockField.SIZE);
    this.groupOffset = get(SuperblockField.CGOFFSET);
    this.groupMask = get(SuperblockField.CGMASK);
    this.inodeTableOffset = get(SuperblockField.IBLKNO);
  }

  /**
   * Reads a superblock in a given byte order, whatever its numbers are.
   *
   * @param source has at least {@link #BYTES} bytes left; its position moves behind them
   */
  public static Superblock decode(ByteBuffer source, ByteOrder byteOrder) {
    byte[] bytes = new byte[BYTES];
    source.get(bytes);
    return new Superblock(bytes, byteOrder, DirectoryEntry.CHUNK_BYTES);
  }

  /** Returns a copy of the superblock's 8192 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** Returns a superblock that differs from this one in one field of one element. */
  public Superblock with(SuperblockField field, int value) {
    return toBuilder().set(field, value).build();
  }

  /** Returns a superblock that differs from this one in its totals ({@code fs_cstotal}). */
  public Superblock withTotals(CylinderSummary totals) {
    return toBuilder().totals(totals).build();
  }

  /** Returns a builder that starts from this superblock. */
  public Builder toBuilder() {
    return new Builder(bytes.clone(), byteOrder, directoryChunkBytes);
  }

  /** Returns this superblock as that of a file system with another length of directory chunks. */
  Superblock withDirectoryChunks(int chunkBytes) {
    return new Superblock(bytes, byteOrder, chunkBytes);
  }

  /** Returns a builder that starts from a superblock of zeros. */
  public static Builder builder(ByteOrder byteOrder) {
    return new Builder(new byte[BYTES], byteOrder, DirectoryEntry.CHUNK_BYTES);
  }

  /** Returns the byte order of every number in the image. */
  public ByteOrder byteOrder() {
    return byteOrder;
  }

  /**
   * Returns the bytes of a directory that no record crosses the ends of: 512, and 1024 in a file
   * system of NeXTSTEP or Apple. No field tells; {@link ImageFormat} finds it out.
   */
  public int directoryChunkBytes() {
    return directoryChunkBytes;
  }

  /**
   * Returns whether the file system has the format of 4.2BSD (fs_postblformat is {@code
   * FS_42POSTBLFMT}): what lies from byte 860 up to the magic is then one table, and the fields
   * there, fs_version and fs_logbno among them, are none.
   */
  public boolean isOldFormat() {
    return get(SuperblockField.POSTBLFORMAT) == OLD_FORMAT;
  }

  /**
   * Returns which system's format this is if illumos has another; such a file system is read and
   * never written. Empty for one of illumos.
   */
  public Optional<String> foreignFormat() {
    boolean large = directoryChunkBytes != DirectoryEntry.CHUNK_BYTES;
    if (!large && !isOldFormat()) {
      return Optional.empty();
    }
    String old = "the format of 4.2BSD (fs_postblformat is -1)";
    String chunks = "directory blocks of " + directoryChunkBytes + " bytes: NeXTSTEP/Apple UFS";
    return Optional.of(!large ? old : isOldFormat() ? chunks + ", in " + old : chunks);
  }

  /** Returns whether the file system has a log (fs_logbno). */
  public boolean hasLog() {
    return !isOldFormat() && get(SuperblockField.LOGBNO) != 0;
  }

  /** Returns the number of rotational positions that free blocks are counted for (fs_nrpos). */
  public int rotationalPositions() {
    return isOldFormat() ? OLD_POSITIONS : get(SuperblockField.NRPOS);
  }

  /** Returns a field of one element; bytes and 16-bit numbers are sign-extended. */
  public int get(SuperblockField field) {
    return get(field, 0);
  }

  /** Returns an element of a field; bytes and 16-bit numbers are sign-extended. */
  public int get(SuperblockField field, int index) {
    if (index < 0 || index >= field.count()) {
      throw new IndexOutOfBoundsException(field + "[" + index + "]");
    }
    int at = field.offset(byteOrder) + index * field.width();
    return switch (field.width()) {
      case 1 -> view.get(at);
      case 2 -> view.getShort(at);
      default -> view.getInt(at);
    };
  }

  /** Returns the path that the file system was last mounted on, one char a byte (fs_fsmnt). */
  public String mountPoint() {
    int start = SuperblockField.FSMNT.offset(byteOrder);
    int end = start;
    while (end < start + SuperblockField.FSMNT.count() && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** Returns the size of a block in bytes (fs_bsize). */
  public int blockBytes() {
    return blockBytes;
  }

  /** Returns the size of a fragment in bytes (fs_fsize). */
  public int fragmentBytes() {
    return fragmentBytes;
  }

  /** Returns the number of fragments in a block, 1 to 8 (fs_frag). */
  public int fragmentsPerBlock() {
    return fragmentsPerBlock;
  }

  /** Returns the number of cylinder groups (fs_ncg). */
  public int groupCount() {
    return groupCount;
  }

  /** Returns the number of inodes in a cylinder group (fs_ipg). */
  public int inodesPerGroup() {
    return inodesPerGroup;
  }

  /** Returns the number of fragments in a cylinder group but for the last one (fs_fpg). */
  public int fragmentsPerGroup() {
    return fragmentsPerGroup;
  }

  /** Returns the size of the file system in fragments (fs_size). */
  public int sizeInFragments() {
    return sizeInFragments;
  }

  /** Returns the size of the file system in bytes. */
  public long sizeInBytes() {
    return (long) sizeInFragments() * fragmentBytes;
  }

  /** Returns the number of inodes of the file system, the reserved ones included. */
  public long inodeCount() {
    return (long) groupCount() * inodesPerGroup;
  }

  /** Returns the number of pointers in an indirect block (fs_nindir). */
  public int pointersPerBlock() {
    return blockBytes / 4;
  }

  /** Returns the number of sectors in a fragment (fs_nspf): of 512 bytes, of 1024 on NeXTSTEP. */
  public int sectorsPerFragment() {
    return sectorsPerFragment;
  }

  /** Returns the counts of the whole file system (fs_cstotal). */
  public CylinderSummary totals() {
    return CylinderSummary.decode(view, SuperblockField.NDIR.offset(byteOrder));
  }

  /** Returns the space that files can still take, in bytes, single fragments included. */
  public long freeBytes() {
    return (long) totals().freeBlocks() * blockBytes()
        + (long) totals().freeFragments() * fragmentBytes();
  }

  /** Returns whether a file of over 2 GiB is or was there. */
  public boolean hasLargeFiles() {
    return (get(SuperblockField.FLAGS) & 1) != 0;
  }

  /** Returns when the superblock was last written, in seconds since 1970 (fs_time). */
  public int time() {
    return get(SuperblockField.TIME);
  }

  /**
   * Tells whether the file system says that it was unmounted in good order: fs_clean is FSCLEAN,
   * FSSTABLE or FSLOG, and fs_state + fs_time is {@link #STATE_OKAY}.
   */
  public boolean isClean() {
    int clean = get(SuperblockField.CLEAN) & 0xff;
    return (clean == 1 || clean == 2 || clean == 0xfd)
        && get(SuperblockField.STATE) + time() == STATE_OKAY;
  }

  /** Returns the first fragment of a group, where its data blocks count from ({@code cgbase}). */
  public long groupBase(int group) {
    return (long) fragmentsPerGroup * group;
  }

  /** Returns where a group's own tables count from ({@code cgstart}): the base, staggered. */
  public long groupStart(int group) {
    return groupBase(group) + (long) groupOffset * (group & ~groupMask);
  }

  /** Returns the fragment of a group's copy of the superblock ({@code cgsblock}). */
  public long superblockFragment(int group) {
    return groupStart(group) + get(SuperblockField.SBLKNO);
  }

  /** Returns the fragment of a group's cylinder group block ({@code cgtod}). */
  public long groupBlockFragment(int group) {
    return groupStart(group) + get(SuperblockField.CBLKNO);
  }

  /** Returns the first fragment of a group's inodes ({@code cgimin}). */
  public long inodeTableFragment(int group) {
    return groupStart(group) + inodeTableOffset;
  }

  /** Returns the first fragment of data behind a group's tables ({@code cgdmin}). */
  public long firstDataFragment(int group) {
    return groupStart(group) + get(SuperblockField.DBLKNO);
  }

  /** Returns the number of fragments in a group: fewer in the last one. */
  public int fragmentsInGroup(int group) {
    return (int) Math.min(fragmentsPerGroup, sizeInFragments() - groupBase(group));
  }

  /** Returns the group that an inode is in ({@code itog}). */
  public int groupOfInode(long inode) {
    return (int) (inode / inodesPerGroup);
  }

  /** Returns the group that a fragment is in ({@code dtog}). */
  public int groupOfFragment(long fragment) {
    return (int) (fragment / fragmentsPerGroup);
  }

  /**
   * Returns where an inode lies in the image, in bytes ({@code itod} and {@code itoo}).
   *
   * @param inode from 0 to below {@link #inodeCount()}
   */
  public long inodeOffset(long inode) {
    if (inode < 0 || inode >= inodeCount()) {
      throw new IndexOutOfBoundsException("inode " + inode + " of " + inodeCount());
    }
    return fragmentOffset(inodeTableFragment(groupOfInode(inode)))
        + inode % inodesPerGroup * Inode.BYTES;
  }

  /** Returns where a fragment lies in the image, in bytes. */
  public long fragmentOffset(long fragment) {
    return fragment * fragmentBytes;
  }

  /** Returns the number of bytes of the summary area that hold something: 16 a group. */
  public long summaryBytes() {
    return (long) groupCount() * CylinderSummary.BYTES;
  }

  /** Returns where the summary area lies in the image, in bytes (fs_csaddr). */
  public long summaryOffset() {
    return fragmentOffset(get(SuperblockField.CSADDR));
  }

  /**
   * Returns the number of bytes that a file's logical block holds on disk ({@code blksize}): a
   * whole block, but for the last one of a file without indirect blocks, which may be a run of
   * fragments.
   *
   * @param fileBytes the file's size
   * @param logicalBlock from 0, in blocks
   */
  public int bytesInBlock(long fileBytes, long logicalBlock) {
    if (logicalBlock >= Inode.DIRECT_POINTERS
        || fileBytes >= (logicalBlock + 1) * (long) blockBytes) {
      return blockBytes;
    }
    long inBlock = Math.max(0, fileBytes - logicalBlock * blockBytes);
    return (int) ((inBlock + fragmentBytes - 1) / fragmentBytes * fragmentBytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Superblock that
        && byteOrder == that.byteOrder
        && directoryChunkBytes == that.directoryChunkBytes
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Superblock["
        + byteOrder
        + ", size="
        + sizeInFragments()
        + ", bsize="
        + blockBytes
        + ", fsize="
        + fragmentBytes
        + ", ncg="
        + groupCount()
        + "]";
  }

  /** Changes fields on the way to a new superblock. */
  public static final class Builder {
    private final byte[] bytes;
    private final ByteOrder byteOrder;
    private final ByteBuffer view;
    private final int directoryChunkBytes;

    private Builder(byte[] bytes, ByteOrder byteOrder, int directoryChunkBytes) {
      this.directoryChunkBytes = directoryChunkBytes;
      this.bytes = bytes;
      this.byteOrder = byteOrder;
      this.view = ByteBuffer.wrap(bytes).order(byteOrder);
    }

    /** Sets a field of one element. */
    public Builder set(SuperblockField field, int value) {
      return set(field, 0, value);
    }

    /** Sets an element of a field; of a byte or 16-bit number the low bits count. */
    public Builder set(SuperblockField field, int index, int value) {
      if (index < 0 || index >= field.count()) {
        throw new IndexOutOfBoundsException(field + "[" + index + "]");
      }
      int at = field.offset(byteOrder) + index * field.width();
      switch (field.width()) {
        case 1 -> view.put(at, (byte) value);
        case 2 -> view.putShort(at, (short) value);
        default -> view.putInt(at, value);
      }
      return this;
    }

    /** Sets the counts of the whole file system. */
    public Builder totals(CylinderSummary totals) {
      totals.encode(view, SuperblockField.NDIR.offset(byteOrder));
      return this;
    }

    /** Sets the time, and the state that goes with it so that the file system counts as clean. */
    public Builder timeAndState(int time) {
      set(SuperblockField.TIME, time);
      return set(SuperblockField.STATE, Superblock.STATE_OKAY - time);
    }

    /** Returns the superblock. */
    public Superblock build() {
      return new Superblock(bytes.clone(), byteOrder, directoryChunkBytes);
    }
  }
}

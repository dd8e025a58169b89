package org.bootarchive.ufs.disk;

import com.google.common.primitives.ImmutableIntArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An inode: {@code struct icommon}, 128 bytes, every field as it stands on disk.
 *
 * @param mode type and permissions (ic_smode, 16 bits)
 * @param linkCount names of the inode (ic_nlink, signed 16 bits)
 * @param shortUid owner, or 65535 if only {@code longUid} tells (ic_suid, 16 bits)
 * @param shortGid group, or 65535 if only {@code longGid} tells (ic_sgid, 16 bits)
 * @param size in bytes, unsigned 64 bits (ic_lsize)
 * @param accessTime ic_atime
 * @param modifyTime ic_mtime
 * @param changeTime ic_ctime
 * @param direct twelve addresses in fragments, 0 for a hole (ic_db)
 * @param indirect addresses of the single, double and triple indirect block (ic_ib)
 * @param flags cflags: 1 extended attribute, 2 fallocate'd, 4 DCFS-compressed (ic_flags)
 * @param sectorCount 512-byte units held, indirect blocks included (ic_blocks)
 * @param generation ic_gen
 * @param shadow the inode of the access control list, 0 for none (ic_shadow)
 * @param longUid owner, 32 bits unsigned (ic_uid)
 * @param longGid group, 32 bits unsigned (ic_gid)
 * @param attributeDirectory the inode of the extended attribute directory, 0 for none (ic_oeftflag)
 */
public record Inode(
    int mode,
    int linkCount,
    int shortUid,
    int shortGid,
    long size,
    InodeTime accessTime,
    InodeTime modifyTime,
    InodeTime changeTime,
    ImmutableIntArray direct,
    ImmutableIntArray indirect,
    int flags,
    int sectorCount,
    int generation,
    int shadow,
    int longUid,
    int longGid,
    int attributeDirectory) {
  /** Length on disk in bytes. */
  public static final int BYTES = 128;

  /** Number of direct pointers ({@code NDADDR}). */
  public static final int DIRECT_POINTERS = 12;

  /** Number of indirect pointers ({@code NIADDR}). */
  public static final int INDIRECT_POINTERS = 3;

  /** {@code MAXLINK}: the most names of a file, and the most directories in one, less two. */
  public static final int MOST_LINKS = 32767;

  /** The root directory's inode ({@code UFSROOTINO}). */
  public static final int ROOT = 2;

  /** The value of a short id that refers to the long one ({@code UID_LONG}). */
  public static final int LONG_ID = 65535;

  /** The bit of {@code flags} that marks an extended attribute. */
  public static final int FLAG_ATTRIBUTE = 1;

  /** The bit of {@code flags} that marks a file compressed by fiocompress ({@code ICOMPRESS}). */
  public static final int FLAG_COMPRESSED = 4;

  /** The pointers of the many files that have no indirect block. */
  private static final ImmutableIntArray NO_INDIRECT =
      ImmutableIntArray.copyOf(new int[INDIRECT_POINTERS]);

  private static final int TEXT_BYTES = 4 * (DIRECT_POINTERS + INDIRECT_POINTERS);

  private static final int SMODE = 0;
  private static final int NLINK = 2;
  private static final int SUID = 4;
  private static final int SGID = 6;
  private static final int LSIZE = 8;
  private static final int ATIME = 16;
  private static final int MTIME = 24;
  private static final int CTIME = 32;
  private static final int DB = 40;
  private static final int IB = 88;
  private static final int CFLAGS = 100;
  private static final int BLOCKS = 104;
  private static final int GEN = 108;
  private static final int SHADOW = 112;
  private static final int UID = 116;
  private static final int GID = 120;
  private static final int OEFTFLAG = 124;

  /** Checks the number of pointers. */
  public Inode {
    if (direct.length() != DIRECT_POINTERS || indirect.length() != INDIRECT_POINTERS) {
      throw new IllegalArgumentException(
          direct.length() + " direct and " + indirect.length() + " indirect pointers");
    }
  }

  /** Reads an inode at a position of a buffer that is set to the image's byte order. */
  public static Inode decode(ByteBuffer buffer, int position) {
    boolean isShort =
        (buffer.getInt(position + IB)
                | buffer.getInt(position + IB + 4)
                | buffer.getInt(position + IB + 8))
            == 0;
    InodeTime accessTime = time(buffer, position + ATIME);
    InodeTime modifyTime = timeLike(accessTime, buffer, position + MTIME);
    return new Inode(
        mode(buffer, position),
        buffer.getShort(position + NLINK),
        buffer.getShort(position + SUID) & 0xffff,
        buffer.getShort(position + SGID) & 0xffff,
        buffer.getLong(position + LSIZE),
        accessTime,
        modifyTime,
        timeLike(modifyTime, buffer, position + CTIME),
        pointers(buffer, position + DB, DIRECT_POINTERS),
        isShort ? NO_INDIRECT : pointers(buffer, position + IB, INDIRECT_POINTERS),
        buffer.getInt(position + CFLAGS),
        buffer.getInt(position + BLOCKS),
        buffer.getInt(position + GEN),
        buffer.getInt(position + SHADOW),
        buffer.getInt(position + UID),
        buffer.getInt(position + GID),
        buffer.getInt(position + OEFTFLAG));
  }

  private static InodeTime time(ByteBuffer buffer, int position) {
    return new InodeTime(buffer.getInt(position), buffer.getInt(position + 4));
  }

  /** Returns a time: another one if it is the same, as the times of most files are. */
  private static InodeTime timeLike(InodeTime other, ByteBuffer buffer, int position) {
    boolean isSame =
        buffer.getInt(position) == other.seconds()
            && buffer.getInt(position + 4) == other.microseconds();
    return isSame ? other : time(buffer, position);
  }

  private static ImmutableIntArray pointers(ByteBuffer buffer, int position, int count) {
    // A builder that is full gives its array away; an array would be copied.
    ImmutableIntArray.Builder pointers = ImmutableIntArray.builder(count);
    for (int i = 0; i < count; i++) {
      pointers.add(buffer.getInt(position + 4 * i));
    }
    return pointers.build();
  }

  /** Writes the inode at a position of a buffer that is set to the image's byte order. */
  public void encode(ByteBuffer buffer, int position) {
    buffer.putShort(position + SMODE, (short) mode);
    buffer.putShort(position + NLINK, (short) linkCount);
    buffer.putShort(position + SUID, (short) shortUid);
    buffer.putShort(position + SGID, (short) shortGid);
    buffer.putLong(position + LSIZE, size);
    encodeTime(buffer, position + ATIME, accessTime);
    encodeTime(buffer, position + MTIME, modifyTime);
    encodeTime(buffer, position + CTIME, changeTime);
    for (int i = 0; i < DIRECT_POINTERS; i++) {
      buffer.putInt(position + DB + 4 * i, direct.get(i));
    }
    for (int i = 0; i < INDIRECT_POINTERS; i++) {
      buffer.putInt(position + IB + 4 * i, indirect.get(i));
    }
    buffer.putInt(position + CFLAGS, flags);
    buffer.putInt(position + BLOCKS, sectorCount);
    buffer.putInt(position + GEN, generation);
    buffer.putInt(position + SHADOW, shadow);
    buffer.putInt(position + UID, longUid);
    buffer.putInt(position + GID, longGid);
    buffer.putInt(position + OEFTFLAG, attributeDirectory);
  }

  /**
   * Writes a free inode, which has a generation number and nothing else.
   *
   * @param buffer in the image's byte order
   * @param position where it starts
   * @param generation ic_gen
   */
  public static void encodeFree(ByteBuffer buffer, int position, int generation) {
    for (int at = 0; at < BYTES; at += Long.BYTES) {
      buffer.putLong(position + at, 0);
    }
    buffer.putInt(position + GEN, generation);
  }

  /**
   * Returns the mode (ic_smode), the first two bytes of an inode at a position of a buffer that is
   * set to the image's byte order.
   */
  public static int mode(ByteBuffer buffer, int position) {
    return buffer.getShort(position + SMODE) & 0xffff;
  }

  /**
   * Returns the generation number (ic_gen) of an inode at a position of a buffer that is set to the
   * image's byte order.
   */
  public static int generation(ByteBuffer buffer, int position) {
    return buffer.getInt(position + GEN);
  }

  private static void encodeTime(ByteBuffer buffer, int position, InodeTime time) {
    buffer.putInt(position, time.seconds());
    buffer.putInt(position + 4, time.microseconds());
  }

  /** Returns what the inode is, or null if the mode tells no type: a free inode, or damage. */
  public @Nullable FileType type() {
    return FileType.ofMode(mode);
  }

  /**
   * Returns whether a symbolic link's text is where the pointers are, as BSD keeps short ones and
   * illumos never does.
   */
  public boolean hasTextInPointers() {
    return sectorCount == 0 && size > 0 && size <= TEXT_BYTES && direct.get(0) != 0;
  }

  /** Returns the text of a symbolic link that is where the pointers are. */
  public byte[] textInPointers(ByteOrder byteOrder) {
    ByteBuffer text = ByteBuffer.allocate(TEXT_BYTES).order(byteOrder);
    direct.forEach(text::putInt);
    indirect.forEach(text::putInt);
    return Arrays.copyOf(text.array(), (int) size);
  }

  /** Returns the permission bits with set-id and sticky bits, 0 to 07777. */
  public int permissions() {
    return mode & 07777;
  }

  /** Returns the owner: the short id unless that is 65535, 0 to 4294967295 ({@code ufs_iget}). */
  public long uid() {
    return shortUid == LONG_ID ? longUid & 0xffffffffL : shortUid;
  }

  /** Returns the group: the short id unless that is 65535, 0 to 4294967295 ({@code ufs_iget}). */
  public long gid() {
    return shortGid == LONG_ID ? longGid & 0xffffffffL : shortGid;
  }

  /** Returns the short form of an id: itself if it fits in 16 bits, else {@link #LONG_ID}. */
  public static int shortId(long id) {
    return id > LONG_ID ? LONG_ID : (int) id;
  }

  /**
   * Returns the device that a device's inode stands for: from ic_db[1] on x86, ic_db[0] on SPARC.
   */
  public DeviceNumber device(ByteOrder byteOrder) {
    return DeviceNumber.decode(direct.get(deviceSlot(byteOrder)));
  }

  /** Returns the direct pointer that keeps a device's number. */
  public static int deviceSlot(ByteOrder byteOrder) {
    return byteOrder == ByteOrder.LITTLE_ENDIAN ? 1 : 0;
  }
}

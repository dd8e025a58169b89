package org.bootarchive.ufs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.Volume;

/** Turns images of illumos into those of systems that it comes from, or that came from the same. */
public final class ForeignFormats {
  /** Where {@code fs_postbl} of 4.2BSD starts in a superblock; it ends at the magic. */
  private static final int OLD_TABLE = 860;

  private static final int CFLAGS = 100;
  private static final int SHADOW = 112;
  private static final int SECTORS = 104;
  private static final int CHUNK = DirectoryEntry.CHUNK_BYTES;
  private static final int LARGE = DirectoryEntry.LARGE_CHUNK_BYTES;

  private final byte[] image;
  private final ByteBuffer buffer;
  private final Superblock superblock;

  private ForeignFormats(byte[] image) {
    try {
      this.image = image.clone();
      this.superblock = ImageFormat.readSuperblock(MemoryBlockDevice.of(this.image));
      this.buffer = ByteBuffer.wrap(this.image).order(superblock.byteOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns an image in the format of 4.2BSD: no state in the superblock, nothing but -1 in the
   * table that ends at the magic, no 32-bit ids unless they are needed, device numbers in the first
   * pointer, and the groups as {@code struct ocg} if they fit in one.
   */
  public static byte[] of42Bsd(byte[] image) {
    ForeignFormats made = new ForeignFormats(image);
    boolean groupsFit = made.groupsFit();
    int groups = made.superblock.groupCount();
    for (int group = 0; group < groups && groupsFit; group++) {
      made.oldGroup(group);
    }
    made.oldInodes();
    made.oldSuperblock(Superblock.OFFSET, groupsFit);
    for (int group = 0; group < groups; group++) {
      long at = made.superblock.fragmentOffset(made.superblock.superblockFragment(group));
      made.oldSuperblock(Math.toIntExact(at), groupsFit);
    }
    return made.image;
  }

  /** Returns whether the groups of an image would be {@code struct ocg} in the format of 4.2BSD. */
  public static boolean hasOldGroups(byte[] image) {
    return new ForeignFormats(image).groupsFit();
  }

  private boolean groupsFit() {
    return superblock.get(SuperblockField.CPG) <= CylinderGroup.OLD_MOST_CYLINDERS
        && superblock.inodesPerGroup() <= CylinderGroup.OLD_MOST_INODES
        && superblock.get(SuperblockField.NRPOS) == 8
        && CylinderGroup.OLD_FREE + (superblock.fragmentsPerGroup() + 7) / 8
            <= superblock.blockBytes();
  }

  private void oldGroup(int group) {
    int at = Math.toIntExact(superblock.fragmentOffset(superblock.groupBlockFragment(group)));
    byte[] old = new byte[superblock.blockBytes()];
    ByteBuffer made = ByteBuffer.wrap(old).order(superblock.byteOrder());
    // From cg_time to cg_frsum both are alike.
    System.arraycopy(image, at + 8, old, 8, 76);
    int cylinders = superblock.get(SuperblockField.CPG);
    copy(at + buffer.getInt(at + 84), old, 84, 4 * cylinders);
    copy(at + buffer.getInt(at + 88), old, 212, 2 * 8 * cylinders);
    copy(at + buffer.getInt(at + 92), old, 724, (superblock.inodesPerGroup() + 7) / 8);
    made.putInt(980, CylinderGroup.MAGIC);
    copy(at + buffer.getInt(at + 96), old, 984, (superblock.fragmentsPerGroup() + 7) / 8);
    System.arraycopy(old, 0, image, at, old.length);
  }

  private void copy(int from, byte[] target, int to, int bytes) {
    System.arraycopy(image, from, target, to, bytes);
  }

  private void oldSuperblock(int at, boolean groupsFit) {
    set(at, SuperblockField.STATE, 0);
    set(at, SuperblockField.CLEAN, 0);
    set(at, SuperblockField.OPTIM, 0);
    if (groupsFit) {
      set(at, SuperblockField.CGSIZE, superblock.blockBytes());
    }
    for (int i = at + OLD_TABLE; i < at + SuperblockField.MAGIC.offset(buffer.order()); i++) {
      image[i] = -1;
    }
  }

  private void set(int at, SuperblockField field, int value) {
    int place = at + field.offset(buffer.order());
    if (field.width() == 1) {
      buffer.put(place, (byte) value);
    } else {
      buffer.putInt(place, value);
    }
  }

  private void oldInodes() {
    for (long number = 0; number < superblock.inodeCount(); number++) {
      int at = Math.toIntExact(superblock.inodeOffset(number));
      Inode inode = Inode.decode(buffer, at);
      FileType type = inode.type();
      boolean isShort = inode.shortUid() != Inode.LONG_ID && inode.shortGid() != Inode.LONG_ID;
      if (type != null && isShort && inode.shadow() == 0 && inode.attributeDirectory() == 0) {
        buffer.putLong(at + SHADOW, 0).putLong(at + SHADOW + 8, 0);
      }
      if (type != null && type.isDevice()) {
        int slot = Inode.deviceSlot(superblock.byteOrder());
        int value = inode.direct().get(slot);
        buffer.putInt(at + 40 + 4 * slot, 0).putInt(at + 40, value);
      }
    }
  }

  /**
   * Returns an image whose directories have blocks of 1024 bytes: the entries of each two blocks
   * are in one.
   *
   * @param image one with fragments of 1024 bytes or more
   */
  public static byte[] withLargeDirectoryBlocks(byte[] image) {
    ForeignFormats made = new ForeignFormats(image);
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      for (long number = Inode.ROOT; number < made.superblock.inodeCount(); number++) {
        FileType type = volume.inode(number).type();
        if (type != null && type.isDirectory()) {
          made.enlarge(number, volume.content(number).extents());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made.image;
  }

  private void enlarge(long number, List<Extent> extents) {
    int at = Math.toIntExact(superblock.inodeOffset(number));
    long size = buffer.getLong(at + 8);
    for (Extent extent : extents) {
      for (long block = 0; block < extent.bytes(); block += LARGE) {
        int halves = extent.bytes() - block > CHUNK ? 2 : 1;
        enlargeBlock(Math.toIntExact(extent.deviceOffset() + block), halves);
      }
    }
    buffer.putLong(at + 8, (size + LARGE - 1) / LARGE * LARGE);
  }

  private void enlargeBlock(int start, int halves) {
    List<byte[]> entries = new ArrayList<>();
    for (int half = 0; half < halves; half++) {
      int end = start + (half + 1) * CHUNK;
      for (int at = end - CHUNK; at < end; at += buffer.getShort(at + 4) & 0xffff) {
        if (buffer.getInt(at) != 0) {
          byte[] entry = new byte[DirectoryEntry.leastBytes(buffer.getShort(at + 6))];
          System.arraycopy(image, at, entry, 0, entry.length);
          entries.add(entry);
        }
      }
    }
    for (int i = start; i < start + LARGE; i++) {
      image[i] = 0;
    }
    int at = start;
    for (int i = 0; i < entries.size(); i++) {
      byte[] entry = entries.get(i);
      System.arraycopy(entry, 0, image, at, entry.length);
      int bytes = i < entries.size() - 1 ? entry.length : start + LARGE - at;
      buffer.putShort(at + 4, (short) bytes);
      at += bytes;
    }
    if (entries.isEmpty()) {
      buffer.putShort(at + 4, (short) LARGE);
    }
  }

  /**
   * Returns an image of NeXTSTEP: with {@link #withLargeDirectoryBlocks large directory blocks}, on
   * a disk whose sectors have 1024 bytes, and short symbolic links in their inodes.
   */
  public static byte[] ofNext(byte[] image) {
    ForeignFormats made = new ForeignFormats(withLargeDirectoryBlocks(image));
    Superblock superblock = made.superblock;
    int sectors = superblock.fragmentBytes() / 1024;
    made.set(Superblock.OFFSET, SuperblockField.NSPF, sectors);
    made.set(Superblock.OFFSET, SuperblockField.FSBTODB, Integer.numberOfTrailingZeros(sectors));
    for (long number = 0; number < superblock.inodeCount(); number++) {
      int at = Math.toIntExact(superblock.inodeOffset(number));
      Inode inode = Inode.decode(made.buffer, at);
      made.buffer.putInt(at + SECTORS, inode.sectorCount() / 2);
      if (inode.type() == FileType.SYMBOLIC_LINK && inode.size() > 0 && inode.size() <= 60) {
        made.buffer.putInt(at + SECTORS, 0).putInt(at + CFLAGS, 1);
        int text = Math.toIntExact(superblock.fragmentOffset(inode.direct().get(0)));
        byte[] pointers = new byte[60];
        System.arraycopy(made.image, text, pointers, 0, (int) inode.size());
        System.arraycopy(pointers, 0, made.image, at + 40, pointers.length);
      }
    }
    return made.image;
  }

  /** Returns an image whose directories are as BSD has them: a type beside a shorter length. */
  public static byte[] withTypes(byte[] image) {
    ForeignFormats made = new ForeignFormats(image);
    int root = Math.toIntExact(made.superblock.inodeOffset(Inode.ROOT));
    int at =
        Math.toIntExact(
            made.superblock.fragmentOffset(Inode.decode(made.buffer, root).direct().get(0)));
    int end = at + made.superblock.directoryChunkBytes();
    for (; at < end; at += made.buffer.getShort(at + 4) & 0xffff) {
      int nameBytes = made.buffer.getShort(at + 6);
      made.image[at + 6] = 4;
      made.image[at + 7] = (byte) nameBytes;
    }
    return made.image;
  }
}

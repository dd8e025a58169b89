package org.bootarchive.media.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bootarchive.media.fat.FatVolume;
import org.bootarchive.media.iso.IsoVolume;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/** What file system is in a part of a disk. */
public enum PartContent {
  FAT,
  ISO,
  UFS,
  /** Nothing that is known here. */
  OTHER;

  private static final int ISO_DESCRIPTOR = 32768;
  private static final byte[] ISO_MAGIC = {'C', 'D', '0', '0', '1'};

  /**
   * Finds out what starts at the first byte of a device.
   *
   * @throws IOException if it cannot be read
   */
  public static PartContent of(BlockDevice device) throws IOException {
    if (isUfs(device)) {
      return UFS;
    }
    byte[] descriptor = new byte[ISO_MAGIC.length];
    if (device.size() > ISO_DESCRIPTOR + 1 + descriptor.length) {
      device.read(ISO_DESCRIPTOR + 1, ByteBuffer.wrap(descriptor));
      if (Arrays.equals(descriptor, ISO_MAGIC)) {
        return ISO;
      }
    }
    return FatVolume.isFat(device) ? FAT : OTHER;
  }

  private static boolean isUfs(BlockDevice device) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate(4);
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      long at = Superblock.OFFSET + (long) SuperblockField.MAGIC.offset(order);
      if (at + magic.capacity() > device.size()) {
        return false;
      }
      device.read(at, magic.clear());
      if (magic.order(order).getInt(0) == Superblock.MAGIC) {
        return true;
      }
    }
    return false;
  }

  /**
   * Opens the file system of boot media that is on a device; closing it closes the device.
   *
   * @throws CorruptImageException if there is none
   * @throws IOException if it cannot be read
   */
  public static MediaVolume openVolume(BlockDevice device) throws IOException {
    return switch (of(device)) {
      case FAT -> FatVolume.open(device);
      case ISO -> IsoVolume.open(device);
      case UFS ->
          throw new CorruptImageException("medium", -1, "a UFS, which is an image and no medium");
      case OTHER ->
          throw new CorruptImageException("medium", -1, "no FAT and no ISO 9660 file system");
    };
  }
}

package org.bootarchive.ufs.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * Tells a UFS1 of BSD from one of illumos by the first record of its root directory.
 *
 * <p>That record is always ".": illumos has 0, 1 (or 1, 0) in the two bytes of {@code d_namlen},
 * BSD has {@code d_type} 4 and {@code d_namlen} 1 there.
 */
final class BsdDirectories {
  private static final int BSD_DIRECTORY = 4;

  private BsdDirectories() {}

  /** Returns whether the root directory starts as BSD's do; false if it cannot be read. */
  static boolean areIn(BlockDevice device, Superblock superblock) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Inode.BYTES).order(superblock.byteOrder());
    long inodeOffset = superblock.inodeOffset(Inode.ROOT);
    if (inodeOffset + Inode.BYTES > device.size()) {
      return false;
    }
    device.read(inodeOffset, buffer);
    Inode root = Inode.decode(buffer, 0);
    long record = superblock.fragmentOffset(root.direct().get(0) & 0xffffffffL);
    if (root.type() != FileType.DIRECTORY
        || record == 0
        || record + DirectoryEntry.HEADER_BYTES > device.size()) {
      return false;
    }
    buffer.clear().limit(DirectoryEntry.HEADER_BYTES);
    device.read(record, buffer);
    return buffer.get(DirectoryEntry.NAMLEN) == BSD_DIRECTORY
        && buffer.get(DirectoryEntry.NAMLEN + 1) == 1;
  }
}

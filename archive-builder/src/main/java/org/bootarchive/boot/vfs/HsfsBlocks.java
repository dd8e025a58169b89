package org.bootarchive.boot.vfs;

import java.io.IOException;

/** The sectors of a file of an ISO 9660 file system ({@code getblock} of hsfs.c). */
final class HsfsBlocks implements FileBlocks {
  private final HsfsNode node;
  private final Ramdisk ramdisk;
  private long address;
  private int count;

  HsfsBlocks(HsfsNode node, Ramdisk ramdisk) {
    this.node = node;
    this.ramdisk = ramdisk;
  }

  @Override
  public boolean load(long place) throws IOException {
    int left = (int) (node.size() - place);
    if (left <= 0) {
      return false;
    }
    int offset = (int) (place % HsfsNode.SECTOR_BYTES);
    address = ramdisk.address(node.sector(place), HsfsNode.SECTOR_BYTES);
    if (address == Ramdisk.UNREADABLE) {
      return false;
    }
    boolean last = place - offset + HsfsNode.SECTOR_BYTES >= node.size();
    count = (last ? left + offset : HsfsNode.SECTOR_BYTES) - offset;
    address += offset;
    return true;
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public long count() {
    return count;
  }

  /** The read that meets the failure delivers nothing at all, which looks like the end. */
  @Override
  public int failedRead() {
    return 0;
  }
}

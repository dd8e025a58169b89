package org.bootarchive.boot.vfs;

import java.io.IOException;

/** The blocks of a file of a UFS ({@code getblock_noopt} of ufsops.c). */
final class UfsBlocks implements FileBlocks {
  private final UfsInode inode;
  private final UfsTables tables;
  private final RamdiskView view;
  private long address;
  private int count;

  UfsBlocks(UfsInode inode, UfsTables tables, RamdiskView view) {
    this.inode = inode;
    this.tables = tables;
    this.view = view;
  }

  @Override
  public boolean load(long place) throws IOException {
    int left = (int) (inode.size() - place);
    if (left <= 0) {
      return false;
    }
    UfsGeometry geometry = tables.geometry();
    int block = geometry.blockOf(place);
    int fragment = geometry.fragment(inode, block, tables.ramdisk(), view);
    int offset = geometry.offsetInBlock(place);
    int size = geometry.bytesInBlock(inode, block);
    address = tables.ramdisk().address(geometry.sector(fragment), size);
    if (address == Ramdisk.UNREADABLE) {
      return false;
    }
    boolean last = Long.compareUnsigned(place - offset + size, inode.size()) >= 0;
    count = (last ? left + offset : size) - offset;
    address += offset;
    return true;
  }

  @Override
  public long address() {
    return address;
  }

  @Override
  public long count() {
    return Integer.toUnsignedLong(count);
  }

  /** The kernel takes the -1 for a large number, and asks for the same block again. */
  @Override
  public int failedRead() throws KernelStopException {
    throw KernelStopException.hang(
        "a block of a compressed file cannot be read: the kernel tries again and again");
  }
}

package org.bootarchive.boot.vfs;

import java.io.IOException;

/** What a user might not expect of a file of a UFS that was opened. */
final class UfsRemarks {
  /** The most blocks of a file that are looked at. */
  private static final long MAX_BLOCKS = 1 << 18;

  private UfsRemarks() {}

  static void remark(UfsInode inode, boolean compressed, UfsTables tables, Trace trace)
      throws IOException {
    if (!inode.isRegular()) {
      trace.remark(
          RemarkCode.NOT_A_REGULAR_FILE,
          "the kernel opens "
              + inode
              + " as if it were a file: reading gives what its blocks hold");
    }
    if (compressed) {
      trace.remark(
          RemarkCode.GZIP_INFLATED,
          "reading inflates the file; st_size is the compressed size, "
              + Long.toUnsignedString(inode.size())
              + " bytes");
    }
    remarkBlocks(inode, tables, trace);
  }

  private static void remarkBlocks(UfsInode inode, UfsTables tables, Trace trace)
      throws IOException {
    UfsGeometry geometry = tables.geometry();
    Ramdisk ramdisk = tables.ramdisk();
    RamdiskView view = ramdisk.view();
    int blockBytes = geometry.blockBytes();
    if (blockBytes <= 0) {
      return;
    }
    long blocks = Math.min(MAX_BLOCKS, Long.divideUnsigned(inode.size() - 1, blockBytes) + 1);
    boolean hole = false;
    long unreadable = -1;
    for (int block = 0; inode.size() != 0 && block < blocks; block++) {
      int fragment = geometry.fragment(inode, block, ramdisk, view);
      hole = hole || fragment == 0;
      long sector = geometry.sector(fragment);
      if (unreadable < 0
          && ramdisk.address(sector, geometry.bytesInBlock(inode, block)) == Ramdisk.UNREADABLE) {
        unreadable = (long) block * blockBytes;
      }
    }
    int shown = (int) Math.min(blockBytes, ramdisk.size());
    if (hole && view.hasData(0, Math.min(shown, Ramdisk.PAGE_BYTES))) {
      trace.remark(
          RemarkCode.HOLE_SHOWS_BOOT_BLOCK,
          "holes of the file are not zeros: they show the ramdisk's first "
              + shown
              + " bytes, which are not zero");
    }
    if (unreadable >= 0) {
      trace.remark(
          RemarkCode.STALE_DATA,
          "the block at byte "
              + unreadable
              + " of the file lies outside the ramdisk: the kernel delivers what its memory"
              + " happens to hold, shown here as zeros");
    }
  }
}

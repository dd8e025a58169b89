package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/**
 * The file system in usr.lgz at a glance.
 *
 * @param compressedBytes length of usr.lgz
 * @param header how it is compressed
 * @param superblock the superblock of the file system in it
 * @param damage why there are none; null if there are
 */
record UsrGlance(
    long compressedBytes,
    @Nullable LofiHeader header,
    @Nullable Superblock superblock,
    @Nullable String damage) {

  static UsrGlance of(UsrImage image) throws IOException {
    try {
      Superblock superblock = image.volume().superblock();
      LofiHeader header = image.lofi().header();
      return new UsrGlance(image.file().size(), header, superblock, null);
    } catch (CorruptImageException e) {
      return new UsrGlance(0, null, null, e.getMessage());
    }
  }

  void print(PrintWriter out) {
    if (superblock == null || header == null) {
      out.println("usr.lgz      cannot be mounted on /usr: " + damage);
      return;
    }
    out.println(
        "usr.lgz      "
            + FileSystemGlance.mebibytes(compressedBytes)
            + ", "
            + header.percent(compressedBytes)
            + "% of "
            + FileSystemGlance.mebibytes(header.uncompressedBytes())
            + ": "
            + header.algorithm().text()
            + " in "
            + header.segments()
            + " segments of "
            + header.segmentBytes()
            + " bytes");
    out.println(
        "usr          is what it holds, as after boot: a UFS of "
            + FileSystemGlance.mebibytes(superblock.sizeInBytes())
            + ", "
            + FileSystemGlance.mebibytes(superblock.freeBytes())
            + " free, "
            + superblock.inodeCount()
            + " inodes, "
            + superblock.totals().freeInodes()
            + " of them free"
            + (superblock.isClean() ? "" : "; not clean"));
  }
}

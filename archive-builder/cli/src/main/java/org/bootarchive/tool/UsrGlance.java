package org.bootarchive.tool;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.ufs.disk.CorruptImageException;
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
            + percent()
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
            + FileSystemGlance.mebibytes(FileSystemGlance.freeBytes(superblock))
            + " free, "
            + superblock.inodeCount()
            + " inodes, "
            + superblock.totals().freeInodes()
            + " of them free"
            + (superblock.isClean() ? "" : "; not clean"));
  }

  /** Returns the compressed length in hundredths of the other, rounded. */
  private long percent() {
    long bytes = header == null ? 1 : Math.max(1, header.uncompressedBytes());
    return (compressedBytes * 100 + bytes / 2) / bytes;
  }

  JsonObject toJson() {
    JsonObject object = new JsonObject();
    if (superblock == null || header == null) {
      object.addProperty("damage", damage);
      return object;
    }
    object.addProperty("compressedBytes", compressedBytes);
    object.addProperty("bytes", header.uncompressedBytes());
    object.addProperty("percent", percent());
    object.addProperty("algorithm", header.algorithm().text());
    object.addProperty("segmentBytes", header.segmentBytes());
    object.addProperty("segments", header.segments());
    object.addProperty("clean", superblock.isClean());
    object.addProperty("sizeBytes", superblock.sizeInBytes());
    object.addProperty("freeBytes", FileSystemGlance.freeBytes(superblock));
    object.addProperty("inodes", superblock.inodeCount());
    object.addProperty("freeInodes", superblock.totals().freeInodes());
    object.addProperty("directories", superblock.totals().directories());
    return object;
  }
}

package org.bootarchive.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.FileName;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.volume.Volume;

/** A file system at a glance, from its superblock. */
final class FileSystemGlance {
  private static final FileName USR_LGZ = FileName.of("usr.lgz");

  private final Volume volume;
  private final Superblock superblock;
  private final Path file;
  private final long fileBytes;

  /**
   * @param file where the image is
   * @param fileBytes the image's length
   */
  FileSystemGlance(Volume volume, Path file, long fileBytes) {
    this.volume = volume;
    this.superblock = volume.superblock();
    this.file = file;
    this.fileBytes = fileBytes;
  }

  /** Returns the space that files can still take, in bytes. */
  static long freeBytes(Superblock superblock) {
    CylinderSummary totals = superblock.totals();
    return (long) totals.freeBlocks() * superblock.blockBytes()
        + (long) totals.freeFragments() * superblock.fragmentBytes();
  }

  void print(PrintWriter out) throws IOException {
    CylinderSummary totals = superblock.totals();
    long size = superblock.sizeInBytes();
    long free = freeBytes(superblock);
    out.printf("UFS1, %s, %s%n", byteOrder(), superblock.isClean() ? "clean" : "not clean");
    out.printf(
        "size         %s in %d fragments of %d bytes; blocks of %d bytes%n",
        mebibytes(size),
        superblock.sizeInFragments(),
        superblock.fragmentBytes(),
        superblock.blockBytes());
    out.printf(
        "free         %s: %d blocks and %d fragments%n",
        mebibytes(free), totals.freeBlocks(), totals.freeFragments());
    out.printf(
        "inodes       %d, %d of them free; directories %d%n",
        superblock.inodeCount(), totals.freeInodes(), totals.directories());
    out.printf(
        "groups       %d of %d inodes and %d fragments; %d bytes an inode%n",
        superblock.groupCount(),
        superblock.inodesPerGroup(),
        superblock.fragmentsPerGroup(),
        size / superblock.inodeCount());
    out.printf(
        "newfs        optimized for %s, minfree %d%%, nsect %d, ntrak %d, cpg %d, version %d%n",
        superblock.get(SuperblockField.OPTIM) == 1 ? "space" : "time",
        superblock.get(SuperblockField.MINFREE),
        superblock.get(SuperblockField.NSECT),
        superblock.get(SuperblockField.NTRAK),
        superblock.get(SuperblockField.CPG),
        superblock.get(SuperblockField.VERSION));
    out.printf(
        "written      %s; last mounted on %s%n",
        Instant.ofEpochSecond(superblock.time()),
        superblock.mountPoint().isEmpty() ? "nothing" : Texts.printable(superblock.mountPoint()));
    if (superblock.get(SuperblockField.LOGBNO) != 0) {
      out.println("log          there is one");
    }
    if (hasLargeFiles()) {
      out.println("large files  a file of over 2 GiB is or was there");
    }
    if (fileBytes < size) {
      out.printf("the image ends at byte %d, before the file system does%n", fileBytes);
    }
    Path hash = HashFile.beside(file);
    if (Files.exists(hash)) {
      out.printf("hash file    %s; see verify%n", hash.getFileName());
    }
    if (hasUsrArchive()) {
      out.println(
          "usr.lgz holds what /usr shows after boot; these are the root archive's own files");
    }
  }

  JsonObject toJson() throws IOException {
    CylinderSummary totals = superblock.totals();
    JsonObject object = new JsonObject();
    object.addProperty("type", "ufs1");
    object.addProperty(
        "byteOrder", superblock.byteOrder() == ByteOrder.LITTLE_ENDIAN ? "little" : "big");
    object.addProperty("clean", superblock.isClean());
    object.addProperty("sizeBytes", superblock.sizeInBytes());
    object.addProperty("freeBytes", freeBytes(superblock));
    object.addProperty("imageBytes", fileBytes);
    object.addProperty("inodes", superblock.inodeCount());
    object.addProperty("freeInodes", totals.freeInodes());
    object.addProperty("directories", totals.directories());
    object.addProperty("largeFiles", hasLargeFiles());
    object.addProperty("log", superblock.get(SuperblockField.LOGBNO) != 0);
    object.addProperty("usrArchive", hasUsrArchive());
    JsonObject fields = new JsonObject();
    for (SuperblockField field : SuperblockField.values()) {
      addField(fields, field);
    }
    object.add("superblock", fields);
    return object;
  }

  private void addField(JsonObject fields, SuperblockField field) {
    if (field == SuperblockField.FSMNT) {
      fields.addProperty(field.fieldName(), Texts.printable(superblock.mountPoint()));
    } else if (field.count() == 1) {
      fields.addProperty(field.fieldName(), value(field, 0));
    } else {
      JsonArray values = new JsonArray();
      for (int i = 0; i < field.count(); i++) {
        values.add(value(field, i));
      }
      fields.add(field.fieldName(), values);
    }
  }

  /**
   * Returns a field's element; bytes and the first two words are unsigned, as the header has it.
   */
  private long value(SuperblockField field, int index) {
    int value = superblock.get(field, index);
    if (field.width() == 1) {
      return value & 0xff;
    }
    return field == SuperblockField.LINK || field == SuperblockField.ROLLED
        ? value & 0xffffffffL
        : value;
  }

  private boolean hasLargeFiles() {
    return (superblock.get(SuperblockField.FLAGS) & 1) != 0;
  }

  private boolean hasUsrArchive() throws IOException {
    return volume.lookup(Inode.ROOT, USR_LGZ).isPresent();
  }

  private String byteOrder() {
    return superblock.byteOrder() == ByteOrder.LITTLE_ENDIAN
        ? "little-endian (x86)"
        : "big-endian (SPARC)";
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}

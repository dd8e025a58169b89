package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.text.ByteString;

/** Archives at a glance: a UFS from its superblock; and what a platform has besides. */
final class FileSystemJson {
  private FileSystemJson() {}

  /**
   * Returns a file system, or what an image of one was made of.
   *
   * @param form of the archive; empty if the image is the archive itself
   */
  static JsonObject of(ArchiveTree tree, long imageBytes, Optional<UnpackedArchive.Summary> form)
      throws IOException {
    JsonObject object = new JsonObject();
    boolean isUfs = form.isEmpty() || form.get().form().kind() == ArchiveForm.Kind.UFS;
    if (isUfs) {
      addUfs(object, tree.root().superblock(), imageBytes);
    } else {
      UnpackedArchive.Summary summary = form.get();
      object.addProperty("type", summary.form().kind().word());
      object.addProperty("format", summary.format());
      object.addProperty("imageBytes", summary.bytes());
      object.addProperty("members", summary.members());
    }
    if (form.isPresent()) {
      object.addProperty("gzip", form.get().form().gzip().isPresent());
    }
    JsonElement nested = TreeJson.nested(tree);
    object.addProperty("usrArchive", !nested.isJsonNull());
    object.add("nested", nested);
    object.add(
        "usr", tree.usr().orElse(null) instanceof UsrImage usr ? usr(usr) : JsonNull.INSTANCE);
    if (isUfs) {
      object.add("superblock", fields(tree.root().superblock()));
    }
    return object;
  }

  private static void addUfs(JsonObject object, Superblock superblock, long imageBytes) {
    CylinderSummary totals = superblock.totals();
    object.addProperty("type", "ufs1");
    object.addProperty(
        "byteOrder", superblock.byteOrder() == ByteOrder.LITTLE_ENDIAN ? "little" : "big");
    superblock.foreignFormat().ifPresent(format -> object.addProperty("foreignFormat", format));
    object.addProperty("clean", superblock.isClean());
    object.addProperty("sizeBytes", superblock.sizeInBytes());
    object.addProperty("freeBytes", superblock.freeBytes());
    object.addProperty("imageBytes", imageBytes);
    object.addProperty("inodes", superblock.inodeCount());
    object.addProperty("freeInodes", totals.freeInodes());
    object.addProperty("directories", totals.directories());
    object.addProperty("largeFiles", superblock.hasLargeFiles());
    object.addProperty("log", superblock.hasLog());
  }

  private static JsonObject fields(Superblock superblock) {
    JsonObject fields = new JsonObject();
    for (SuperblockField field : SuperblockField.values()) {
      addField(fields, superblock, field);
    }
    return fields;
  }

  private static void addField(JsonObject fields, Superblock superblock, SuperblockField field) {
    if (field == SuperblockField.FSMNT) {
      fields.addProperty(field.fieldName(), escaped(superblock.mountPoint()));
    } else if (field.count() == 1) {
      fields.addProperty(field.fieldName(), value(superblock, field, 0));
    } else {
      JsonArray values = new JsonArray();
      for (int i = 0; i < field.count(); i++) {
        values.add(value(superblock, field, i));
      }
      fields.add(field.fieldName(), values);
    }
  }

  /**
   * Returns a field's element; bytes and the first two words are unsigned, as the header has it.
   */
  private static long value(Superblock superblock, SuperblockField field, int index) {
    int value = superblock.get(field, index);
    if (field.width() == 1) {
      return value & 0xff;
    }
    return field == SuperblockField.LINK || field == SuperblockField.ROLLED
        ? value & 0xffffffffL
        : value;
  }

  private static JsonObject usr(UsrImage usr) throws IOException {
    JsonObject object = new JsonObject();
    try {
      Superblock superblock = usr.volume().superblock();
      LofiHeader header = usr.lofi().header();
      long compressed = usr.file().size();
      object.addProperty("compressedBytes", compressed);
      object.addProperty("bytes", header.uncompressedBytes());
      object.addProperty("percent", header.percent(compressed));
      object.addProperty("algorithm", header.algorithm().text());
      object.addProperty("segmentBytes", header.segmentBytes());
      object.addProperty("segments", header.segments());
      object.addProperty("clean", superblock.isClean());
      object.addProperty("sizeBytes", superblock.sizeInBytes());
      object.addProperty("freeBytes", superblock.freeBytes());
      object.addProperty("inodes", superblock.inodeCount());
      object.addProperty("freeInodes", superblock.totals().freeInodes());
      object.addProperty("directories", superblock.totals().directories());
      return object;
    } catch (CorruptImageException e) {
      object.addProperty("damage", e.getMessage());
      return object;
    }
  }

  static JsonObject of(PlatformSummary platform) {
    JsonObject object = new JsonObject();
    object.addProperty("topName", platform.topName().orElse(null));
    object.addProperty("version", platform.version().map(FileSystemJson::escaped).orElse(null));
    object.addProperty(
        "kernelBytes",
        platform.kernelBytes().isEmpty() ? null : platform.kernelBytes().getAsLong());
    object.addProperty("kernelIsArchives", platform.kernelIsArchives());
    object.addProperty("hash", platform.hash().map(HashCheck::word).orElse("not checked"));
    object.addProperty("manifestLines", JsonValues.orNull(platform.manifestLines()));
    object.add("gitstatus", JsonValues.array(platform.sources(), FileSystemJson::source));
    return object;
  }

  private static JsonObject source(PlatformSummary.GitSource source) {
    JsonObject one = new JsonObject();
    one.addProperty("repo", source.repository());
    one.addProperty("branch", source.branch());
    one.addProperty("rev", source.revision());
    return one;
  }

  private static String escaped(String bytes) {
    return ByteString.ofLatin1(bytes).toString();
  }
}

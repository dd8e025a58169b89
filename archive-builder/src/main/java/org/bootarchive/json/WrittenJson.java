package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.archive.build.BuildReport;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.Loss;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.archive.platform.PlatformBuildReport;
import org.bootarchive.archive.platform.PlatformPatchReport;
import org.bootarchive.hash.ArchiveHash;

/** Archives and platforms that were built or patched. */
final class WrittenJson {
  private WrittenJson() {}

  static JsonObject of(Path image, BuildReport report) {
    JsonObject object = image(image, report.hash(), report.size());
    object.addProperty("freeBytes", report.freeBytes());
    object.addProperty("freeInodes", report.freeInodes());
    return object;
  }

  static JsonObject of(Path image, PatchReport report) {
    JsonObject object = image(image, report.hash(), report.size());
    addSpace(object, report);
    if (!report.form().isPlainUfs()) {
      addForm(object, report.form(), report.losses());
    }
    return object;
  }

  static JsonObject of(Path image, ArchiveConversion.Written written) {
    JsonObject object = image(image, written.hash(), written.bytes());
    addForm(object, written.form(), written.losses());
    return object;
  }

  private static void addForm(JsonObject object, ArchiveForm form, List<Loss> losses) {
    object.addProperty("form", form.kind().word());
    object.addProperty("gzip", form.gzip().isPresent());
    JsonArray array = new JsonArray();
    for (Loss loss : losses) {
      JsonObject one = new JsonObject();
      one.addProperty("path", loss.path().isEmpty() ? "." : loss.path().shown());
      one.addProperty("lost", loss.what());
      array.add(one);
    }
    object.add("losses", array);
  }

  static JsonObject of(Path place, PlatformPatchReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("platform", place.toString());
    addHash(object, report.archive().hash(), report.archive().size());
    addSpace(object, report.archive());
    object.addProperty("manifestLines", report.manifestLines());
    object.addProperty("manifestLinesGone", report.manifestLinesGone());
    object.add("renewed", JsonValues.strings(report.renewed().stream()));
    return object;
  }

  static JsonObject of(Path place, PlatformBuildReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("platform", place.toString());
    object.addProperty("stamp", report.stamp());
    object.addProperty("hash", report.hash().hex());
    object.addProperty("manifestLines", report.manifestLines());
    object.add("root", fill(report.rootFill()));
    JsonObject usr = fill(report.usr());
    usr.addProperty("compressedBytes", report.compressedBytes());
    object.add("usr", usr);
    object.add("missingEarlyFiles", JsonValues.strings(report.missingEarlyFiles().stream()));
    return object;
  }

  private static JsonObject fill(PlatformBuildReport.Fill fill) {
    JsonObject object = new JsonObject();
    object.addProperty("size", fill.size());
    object.addProperty("freeBytes", fill.freeBytes());
    object.addProperty("fullPercent", fill.fullPercent());
    object.addProperty("freeInodes", fill.freeInodes());
    return object;
  }

  private static JsonObject image(Path image, ArchiveHash hash, long size) {
    JsonObject object = new JsonObject();
    object.addProperty("image", image.toString());
    object.addProperty("hashFile", ArchiveConversion.hashFile(image).toString());
    addHash(object, hash, size);
    return object;
  }

  private static void addHash(JsonObject object, ArchiveHash hash, long size) {
    object.addProperty("hash", hash.hex());
    object.addProperty("size", size);
  }

  private static void addSpace(JsonObject object, PatchReport report) {
    object.addProperty("freeBytesBefore", report.freeBytesBefore());
    object.addProperty("freeBytes", report.freeBytesAfter());
    object.addProperty("freeInodesBefore", report.freeInodesBefore());
    object.addProperty("freeInodes", report.freeInodesAfter());
    object.add("usr", JsonValues.orNull(report.usr().map(WrittenJson::usr)));
  }

  private static JsonObject usr(PatchReport.Usr usr) {
    JsonObject object = new JsonObject();
    object.addProperty("compressedBytesBefore", usr.compressedBytesBefore());
    object.addProperty("compressedBytes", usr.compressedBytesAfter());
    object.addProperty("size", usr.size());
    object.addProperty("segments", usr.segments());
    object.addProperty("changedSegments", usr.changedSegments());
    object.addProperty("freeBytesBefore", usr.freeBytesBefore());
    object.addProperty("freeBytes", usr.freeBytesAfter());
    object.addProperty("freeInodesBefore", usr.freeInodesBefore());
    object.addProperty("freeInodes", usr.freeInodesAfter());
    return object;
  }
}

package org.bootarchive.tool;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.hash.HashFile;

/** What became of an archive, for people and for machines. */
final class PatchText {
  private PatchText() {}

  static void print(PrintWriter output, Path out, PatchReport report) {
    output.println(report.hash().hex());
    output.println(
        out
            + ": "
            + report.size() / 1024
            + " KiB, free "
            + report.freeBytesAfter() / 1024
            + " KiB (before "
            + report.freeBytesBefore() / 1024
            + ") and "
            + report.freeInodesAfter()
            + " inodes (before "
            + report.freeInodesBefore()
            + ")");
    report.usr().ifPresent(usr -> output.println(UsrPatchText.line(usr)));
  }

  static JsonObject toJson(Path out, PatchReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("image", out.toString());
    object.addProperty("hashFile", HashFile.beside(out).toString());
    addCounts(object, report);
    return object;
  }

  static void addCounts(JsonObject object, PatchReport report) {
    object.addProperty("hash", report.hash().hex());
    object.addProperty("size", report.size());
    object.addProperty("freeBytesBefore", report.freeBytesBefore());
    object.addProperty("freeBytes", report.freeBytesAfter());
    object.addProperty("freeInodesBefore", report.freeInodesBefore());
    object.addProperty("freeInodes", report.freeInodesAfter());
    object.add("usr", report.usr().map(UsrPatchText::toJson).orElse(JsonNull.INSTANCE));
  }
}

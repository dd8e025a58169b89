package org.bootarchive.tool;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.patch.PatchReport;

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
    JsonObject object = WrittenImage.toJson(out, report.hash(), report.size());
    addSpace(object, report);
    return object;
  }

  static void addCounts(JsonObject object, PatchReport report) {
    WrittenImage.add(object, report.hash(), report.size());
    addSpace(object, report);
  }

  private static void addSpace(JsonObject object, PatchReport report) {
    object.addProperty("freeBytesBefore", report.freeBytesBefore());
    object.addProperty("freeBytes", report.freeBytesAfter());
    object.addProperty("freeInodesBefore", report.freeInodesBefore());
    object.addProperty("freeInodes", report.freeInodesAfter());
    object.add("usr", report.usr().map(UsrPatchText::toJson).orElse(JsonNull.INSTANCE));
  }
}

package org.bootarchive.tool;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.platform.PlatformBuildReport;

/** What a build of a platform made, as text and as JSON. */
final class PlatformBuildOutput {
  private PlatformBuildOutput() {}

  static void print(PrintWriter out, Path place, PlatformBuildReport report) {
    out.println(report.hash().hex());
    out.println(
        place
            + ": platform "
            + report.stamp()
            + ", "
            + report.manifestLines()
            + " files in the manifest");
    out.println(
        fill("root", report.root().size(), report.root().freeBytes(), report.root().freeInodes()));
    out.println(
        fill("usr ", report.usr().size(), report.usr().freeBytes(), report.usr().freeInodes())
            + "; usr.lgz "
            + report.compressedBytes() / 1024
            + " KiB");
    if (!report.missingEarlyFiles().isEmpty()) {
      out.println(
          "early boot finds no usr/"
              + report.missingEarlyFiles().get(0)
              + (report.missingEarlyFiles().size() == 1
                  ? ""
                  : " and " + (report.missingEarlyFiles().size() - 1) + " more")
              + ": not among the files");
    }
  }

  private static String fill(String name, long size, long freeBytes, long freeInodes) {
    return name
        + " "
        + size / 1024
        + " KiB, "
        + fullPercent(size, freeBytes)
        + "% full, free "
        + freeBytes / 1024
        + " KiB and "
        + freeInodes
        + " inodes";
  }

  private static long fullPercent(long size, long freeBytes) {
    return size == 0 ? 0 : (size - freeBytes) * 100 / size;
  }

  static JsonObject toJson(Path place, PlatformBuildReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("platform", place.toString());
    object.addProperty("stamp", report.stamp());
    object.addProperty("hash", report.hash().hex());
    object.addProperty("manifestLines", report.manifestLines());
    object.add(
        "root",
        fillJson(report.root().size(), report.root().freeBytes(), report.root().freeInodes()));
    JsonObject usr =
        fillJson(report.usr().size(), report.usr().freeBytes(), report.usr().freeInodes());
    usr.addProperty("compressedBytes", report.compressedBytes());
    object.add("usr", usr);
    object.add("missingEarlyFiles", Json.strings(report.missingEarlyFiles().stream()));
    return object;
  }

  private static JsonObject fillJson(long size, long freeBytes, long freeInodes) {
    JsonObject fill = new JsonObject();
    fill.addProperty("size", size);
    fill.addProperty("freeBytes", freeBytes);
    fill.addProperty("fullPercent", fullPercent(size, freeBytes));
    fill.addProperty("freeInodes", freeInodes);
    return fill;
  }
}

package org.bootarchive.tool;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.platform.PlatformPatchReport;

/** What became of a platform, for people and for machines. */
final class PlatformPatchOutput {
  private PlatformPatchOutput() {}

  static void print(PrintWriter output, Path out, PlatformPatchReport report) {
    PatchText.print(output, out, report.archive());
    output.println(
        "manifest: new lines "
            + report.manifestLines()
            + ", lines gone "
            + report.manifestLinesGone());
    for (String name : report.renewed()) {
      output.println("renewed: " + name);
    }
  }

  static JsonObject toJson(Path out, PlatformPatchReport report) {
    JsonObject object = new JsonObject();
    object.addProperty("platform", out.toString());
    PatchText.addCounts(object, report.archive());
    object.addProperty("manifestLines", report.manifestLines());
    object.addProperty("manifestLinesGone", report.manifestLinesGone());
    object.add("renewed", Json.strings(report.renewed().stream()));
    return object;
  }
}

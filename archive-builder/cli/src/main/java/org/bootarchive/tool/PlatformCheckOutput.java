package org.bootarchive.tool;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.bootarchive.archive.platform.PlatformCheckReport;

/** What a check of a platform image found, as text and as JSON. */
final class PlatformCheckOutput {
  private PlatformCheckOutput() {}

  static void print(PrintWriter out, PlatformCheckReport report, boolean all) {
    FindingsText.atMargin(out).print(report.findings(), all);
    out.println(
        "checked: root image"
            + (report.hasUsr() ? ", /usr image" : "")
            + ", "
            + report.files()
            + " files, "
            + report.manifestLines()
            + " lines of the manifest");
    CheckCommand.printVerdict(out, report.findings());
  }

  static JsonObject toJson(PlatformCheckReport report) {
    JsonObject checked = new JsonObject();
    checked.addProperty("usr", report.hasUsr());
    checked.addProperty("files", report.files());
    checked.addProperty("manifestLines", report.manifestLines());
    JsonObject object = new JsonObject();
    object.add("findings", Json.placedFindings(report.findings()));
    object.addProperty("clean", report.clean());
    object.add("checked", checked);
    return object;
  }
}

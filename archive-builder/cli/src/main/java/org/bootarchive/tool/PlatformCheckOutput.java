package org.bootarchive.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.archive.platform.PlatformFinding;
import org.bootarchive.ufs.check.Severity;

/** What a check of a platform image found, as text and as JSON. */
final class PlatformCheckOutput {
  private PlatformCheckOutput() {}

  static void print(PrintWriter out, PlatformCheckReport report) {
    int errors = 0;
    for (PlatformFinding finding : report.findings()) {
      errors += finding.severity() == Severity.ERROR ? 1 : 0;
      CheckCommand.printFinding(
          out, finding.severity(), finding.code(), Texts.line(finding.message()));
    }
    out.println(
        "checked: root image"
            + (report.hasUsr() ? ", /usr image" : "")
            + ", "
            + report.files()
            + " files, "
            + report.manifestLines()
            + " lines of the manifest");
    CheckCommand.printVerdict(out, errors, report.findings().size() - errors);
  }

  static JsonObject toJson(PlatformCheckReport report) {
    JsonArray findings = new JsonArray();
    for (PlatformFinding finding : report.findings()) {
      findings.add(
          CheckCommand.toJson(
              finding.code(),
              finding.severity(),
              finding.message(),
              finding.detail().orElse(null)));
    }
    JsonObject checked = new JsonObject();
    checked.addProperty("usr", report.hasUsr());
    checked.addProperty("files", report.files());
    checked.addProperty("manifestLines", report.manifestLines());
    JsonObject object = new JsonObject();
    object.add("findings", findings);
    object.addProperty("clean", report.clean());
    object.add("checked", checked);
    return object;
  }
}

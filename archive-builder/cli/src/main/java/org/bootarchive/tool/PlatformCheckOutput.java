package org.bootarchive.tool;

import java.io.PrintWriter;
import org.bootarchive.archive.platform.PlatformCheckReport;

/** What a check of a platform image found, for people. */
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
}

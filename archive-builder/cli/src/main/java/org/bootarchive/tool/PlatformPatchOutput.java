package org.bootarchive.tool;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.platform.PlatformPatchReport;

/** What became of a platform, for people. */
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
}

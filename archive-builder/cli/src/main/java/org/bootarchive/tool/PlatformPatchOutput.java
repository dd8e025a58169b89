package org.bootarchive.tool;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.archive.platform.PlatformPatchReport;

/** What became of a platform, for people. */
final class PlatformPatchOutput {
  private PlatformPatchOutput() {}

  static void print(PrintWriter output, Path out, PlatformPatchReport report) {
    print(output, out.toString(), report);
    for (String name : report.renewed()) {
      output.println("renewed: " + name);
    }
  }

  /**
   * Prints what became of a platform on a medium, all paths as they are there.
   *
   * @param out the medium
   * @param top the platform's directory
   */
  static void printOnMedium(
      PrintWriter output, Path out, Path archive, Path top, PlatformPatchReport report) {
    print(output, PatchText.onMedium(out, archive), report);
    output.println("renewed: " + top.resolve(PlatformImage.HASH));
    for (String name : report.renewed()) {
      output.println("renewed: " + top.resolve(name));
    }
  }

  private static void print(PrintWriter output, String name, PlatformPatchReport report) {
    PatchText.print(output, name, report.archive());
    output.println(
        "manifest: new lines "
            + report.manifestLines()
            + ", lines gone "
            + report.manifestLinesGone());
  }
}

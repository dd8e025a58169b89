package org.bootarchive.tool;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.platform.PlatformBuildReport;

/** What a build of a platform made, for people. */
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
    out.println(fill("root", report.rootFill()));
    out.println(
        fill("usr ", report.usr()) + "; usr.lgz " + report.compressedBytes() / 1024 + " KiB");
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

  private static String fill(String name, PlatformBuildReport.Fill fill) {
    return name
        + " "
        + fill.size() / 1024
        + " KiB, "
        + fill.fullPercent()
        + "% full, free "
        + fill.freeBytes() / 1024
        + " KiB and "
        + fill.freeInodes()
        + " inodes";
  }
}

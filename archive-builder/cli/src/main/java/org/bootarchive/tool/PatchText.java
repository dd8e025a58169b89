package org.bootarchive.tool;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.patch.PatchReport;

/** What became of an archive, for people. */
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
}

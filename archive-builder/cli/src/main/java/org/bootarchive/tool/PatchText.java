package org.bootarchive.tool;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.patch.PatchReport;

/** What became of an archive, for people. */
final class PatchText {
  private PatchText() {}

  /** Returns what an archive on a medium is called. */
  static String onMedium(Path medium, Path archive) {
    return medium + ", " + archive;
  }

  /** Prints what became of what is called so. */
  static void print(PrintWriter output, String out, PatchReport report) {
    output.println(report.hash().hex());
    if (report.form().kind() != ArchiveForm.Kind.UFS) {
      output.println(out + ": " + report.size() / 1024 + " KiB, " + report.form());
      return;
    }
    output.println(
        out
            + ": "
            + report.size() / 1024
            + " KiB"
            + (report.form().isPlainUfs() ? "" : ", " + report.form())
            + ", free "
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

package org.bootarchive.tool;

import java.io.PrintWriter;
import java.util.Optional;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.hash.HashCheck;

/** What a platform has besides the file system in its archive, for people. */
final class PlatformGlance {
  private PlatformGlance() {}

  static void print(PrintWriter out, PlatformSummary platform) {
    out.println(
        "platform     "
            + platform.version().map(Texts::printable).orElse("without a version")
            + platform.topName().map(name -> ", in " + printable(name)).orElse(""));
    out.println(
        "kernel       "
            + (platform.kernelBytes().isEmpty()
                ? "none"
                : platform.kernelBytes().getAsLong()
                    + " bytes, "
                    + (platform.kernelIsArchives() ? "as in the archive" : "NOT the archive's")));
    out.println("hash         " + hash(platform.hash()));
    out.println(
        "manifest     "
            + (platform.manifestLines().isEmpty()
                ? "none"
                : platform.manifestLines().getAsInt() + " files; see check"));
    String title = "built from   ";
    for (PlatformSummary.GitSource source : platform.sources()) {
      out.println(
          title
              + printable(source.repository())
              + " "
              + printable(source.branch())
              + " "
              + printable(source.revision()));
      title = "             ";
    }
  }

  private static String printable(String text) {
    return Texts.line(text);
  }

  private static String hash(Optional<HashCheck> hash) {
    if (hash.isEmpty() || hash.get() instanceof HashCheck.NotChecked) {
      return "none; the kernel starts the archive unchecked";
    }
    if (hash.get() instanceof HashCheck.Accepted accepted) {
      return "accepted, " + accepted.hash().hex();
    }
    return hash.get() instanceof HashCheck.Mismatch mismatch
        ? "MISMATCH, the archive's is " + mismatch.actual().hex()
        : "NO HASH; the kernel panics at it";
  }
}

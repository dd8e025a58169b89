package org.bootarchive.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.Optional;
import org.bootarchive.archive.platform.GitSource;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.hash.HashCheck;

/** What a platform has besides the file system in its archive, as text and as JSON. */
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
    for (GitSource source : platform.sources()) {
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

  static JsonObject toJson(PlatformSummary platform) {
    JsonObject object = new JsonObject();
    object.addProperty("topName", platform.topName().orElse(null));
    object.addProperty("version", platform.version().map(Texts::printable).orElse(null));
    object.addProperty(
        "kernelBytes",
        platform.kernelBytes().isEmpty() ? null : platform.kernelBytes().getAsLong());
    object.addProperty("kernelIsArchives", platform.kernelIsArchives());
    object.addProperty("hash", hashName(platform.hash()));
    object.addProperty(
        "manifestLines",
        platform.manifestLines().isEmpty() ? null : platform.manifestLines().getAsInt());
    JsonArray sources = new JsonArray();
    for (GitSource source : platform.sources()) {
      JsonObject one = new JsonObject();
      one.addProperty("repo", source.repository());
      one.addProperty("branch", source.branch());
      one.addProperty("rev", source.revision());
      sources.add(one);
    }
    object.add("gitstatus", sources);
    return object;
  }

  private static String hashName(Optional<HashCheck> hash) {
    if (hash.isEmpty() || hash.get() instanceof HashCheck.NotChecked) {
      return "not checked";
    }
    if (hash.get() instanceof HashCheck.Accepted) {
      return "accepted";
    }
    return hash.get() instanceof HashCheck.Mismatch ? "mismatch" : "panic";
  }
}

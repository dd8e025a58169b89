package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.archive.platform.Platform;

/** The name of what is to be written, which would be taken for what the name says. */
final class OutName {
  private OutName() {}

  /**
   * Refuses a name in a directory that is not there.
   *
   * @param option what names it, as {@code --out}
   * @throws IOException if it is such a name
   */
  static void requireDirectory(String option, Path out) throws IOException {
    Path place = Files.isSymbolicLink(out) && Files.exists(out) ? out.toRealPath() : out;
    Path parent = place.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new IOException(
          option
              + " "
              + Texts.printable(out.toString())
              + ": there is no directory "
              + Texts.printable(parent.toString())
              + "; it must exist: make it first, or choose another name");
    }
  }

  /**
   * Refuses the name of a platform's tar, for what is no platform.
   *
   * @param written what is written, with its article
   * @param instead what to do if a platform is wanted; empty if nothing is known
   * @throws UsageException if it is such a name
   */
  static void requireNoPlatform(Path out, String written, String instead) {
    if (Platform.isTarball(out)) {
      throw new UsageException(
          "--out "
              + Texts.printable(out.toString())
              + ": that is a platform's name, and "
              + written
              + " is written; give another name"
              + (instead.isEmpty() ? "" : ", or " + instead));
    }
  }
}

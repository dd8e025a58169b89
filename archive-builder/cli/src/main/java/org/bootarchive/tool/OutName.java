package org.bootarchive.tool;

import java.nio.file.Path;
import org.bootarchive.archive.platform.Platform;

/** The name of what is to be written, which would be taken for what the name says. */
final class OutName {
  private OutName() {}

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

package org.bootarchive.tool;

import java.io.IOException;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.Explanation;

/** A form in which answers of lookups are shown. */
interface LookupPrinter {
  /** Returns whether steps and remarks are shown. */
  boolean explains();

  /** Shows that dboot panics, so that there are no lookups. */
  void panic(ModuleHandover.Panic panic) throws IOException;

  /**
   * Shows an answer.
   *
   * @param path as it is to be shown
   * @return whether the path was found and can be read to its end
   */
  boolean print(String path, Explanation explanation) throws IOException;

  /** Shows what comes behind the last answer. */
  void end() throws IOException;
}

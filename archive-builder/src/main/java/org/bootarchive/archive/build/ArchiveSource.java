package org.bootarchive.archive.build;

import java.io.IOException;

/** Where the files of an archive come from. */
@FunctionalInterface
public interface ArchiveSource {

  /**
   * Reads everything but the contents of regular files.
   *
   * @param date the latest time that a file may have
   * @throws IOException if the source cannot be read, or holds what no archive can
   */
  SourceTree read(SourceDate date) throws IOException;
}

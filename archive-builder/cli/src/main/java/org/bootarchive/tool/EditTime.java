package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** When files that a command puts on a medium are to have been changed. */
final class EditTime {
  private EditTime() {}

  /**
   * Returns SOURCE_DATE_EPOCH, or without it the time of the youngest source: the same input makes
   * the same medium.
   *
   * @throws IOException if a source cannot be read
   */
  static Instant of(List<Path> sources) throws IOException {
    return of(sources, Instant.EPOCH);
  }

  /** Returns the same, but no time that is earlier than that of other sources, if it is theirs. */
  static Instant of(List<Path> sources, Instant others) throws IOException {
    if (SourceDateVariable.read().seconds().isPresent()) {
      return Instant.ofEpochSecond(SourceDateVariable.read().seconds().getAsInt());
    }
    Instant youngest = others;
    for (Path source : sources) {
      Instant time = Files.getLastModifiedTime(source).toInstant();
      youngest = time.isAfter(youngest) ? time : youngest;
    }
    return youngest;
  }
}

package org.bootarchive.tool;

import java.util.Optional;
import org.bootarchive.media.disk.PartChoice;

/**
 * Which archive of a disk or of a medium is meant.
 *
 * @param part where its file system is
 * @param path its path there; empty for what boots
 */
record ArchiveChoice(PartChoice part, Optional<String> path) {
  /** Whatever boots. */
  static final ArchiveChoice ANY = new ArchiveChoice(PartChoice.ANY, Optional.empty());

  /** Returns whether nothing is chosen. */
  boolean isAny() {
    return part.isAny() && path.isEmpty();
  }
}

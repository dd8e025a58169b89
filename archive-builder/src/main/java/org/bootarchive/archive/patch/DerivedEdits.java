package org.bootarchive.archive.patch;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;

/** Adds edits that depend on the result of the others, such as that of a list of all files. */
@FunctionalInterface
public interface DerivedEdits {
  /** Adds none. */
  DerivedEdits NONE = archive -> ImmutableList.of();

  /**
   * Returns the edits to make after all others.
   *
   * @param archive as it is after the others, not written yet
   */
  List<Edit> after(PatchedArchive archive) throws IOException;
}

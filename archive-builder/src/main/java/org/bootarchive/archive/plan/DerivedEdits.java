package org.bootarchive.archive.plan;

import java.io.IOException;
import java.util.List;

/**
 * Adds edits that depend on the result of the others, such as that of a list of all files.
 *
 * @param <E> an edit
 */
@FunctionalInterface
public interface DerivedEdits<E> {
  /**
   * Returns the edits to make after all others.
   *
   * @param archive as it is after the others, not written yet
   */
  List<E> after(PatchedArchive archive) throws IOException;
}

package org.bootarchive.archive.patch;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;

/** Edits that follow from others, such as of a list of all files that an archive holds. */
@FunctionalInterface
public interface FollowingEdits {
  /** Nothing follows. */
  FollowingEdits NONE = archive -> ImmutableList.of();

  /**
   * Returns the edits that are made behind all others.
   *
   * @param archive as it is after the others, not written yet
   */
  List<Edit> after(PatchedArchive archive) throws IOException;
}

package org.bootarchive.archive.diff;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import org.bootarchive.ufs.disk.FileType;

/**
 * A path at which two archives differ.
 *
 * @param path names with slashes between them, bytes that are not printable as \\xHH; "." for the
 *     root
 * @param change how
 * @param type what is there, in the new archive if it has it
 * @param aspects in what respects they differ; none where only one has the path
 * @param hidden whether the path, usr or below it, is one of an archive itself that the files in a
 *     usr.lgz hide after boot: only mid-boot sees it
 */
public record Difference(
    String path, Change change, FileType type, Set<Aspect> aspects, boolean hidden) {

  /** How two archives differ at a path. */
  public enum Change {
    /** The new archive alone has the path. */
    ADDED,
    /** The old archive alone has the path. */
    REMOVED,
    /** Both have it. */
    CHANGED
  }

  /** In what respect files differ that have the same path. */
  public enum Aspect {
    /** One is a file and the other a directory, or the like. */
    TYPE,
    /** Length or bytes of a regular file, or the text of a symbolic link. */
    CONTENT,
    /** Permissions, with set-id and sticky bits. */
    MODE,
    /** The owner. */
    UID,
    /** The group. */
    GID,
    /** The time of the contents. */
    MTIME,
    /** The number of a device. */
    DEVICE,
    /** Which of the paths are names of one file. */
    LINKS
  }

  /** Copies the set. */
  public Difference {
    aspects = ImmutableSet.copyOf(aspects);
  }
}

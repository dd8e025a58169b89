package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.OptionalLong;
import org.bootarchive.ufs.internal.text.KebabCase;
import org.jspecify.annotations.Nullable;

/**
 * What is another in an archive than in an older one.
 *
 * @param oldPath where the older one is
 * @param entries by path, the files that a usr.lgz hides last
 * @param leftOut how many more differ in so little that they are only counted
 * @param summary how many differ in what way, those that are left out too
 * @param changes the nodes of each tree that differ and are not left out
 * @param before what the content of a changed node took in the old archive, in bytes
 * @param removed what each tree does not have any more
 */
record ReportDifference(
    String oldPath,
    ImmutableList<Entry> entries,
    int leftOut,
    Map<Kind, Integer> summary,
    ImmutableList<ImmutableSortedMap<Integer, Kind>> changes,
    ImmutableList<ImmutableSortedMap<Integer, Long>> before,
    ImmutableList<ImmutableList<Removed>> removed) {

  /** Returns how many paths differ. */
  int size() {
    return entries.size() + leftOut;
  }

  /** In what way a path differs; what matters most first. */
  enum Kind {
    ADDED,
    REMOVED,
    CONTENT,
    METADATA;

    String word() {
      return KebabCase.of(this);
    }
  }

  /**
   * A path that differs.
   *
   * @param tree the name of the tree that it is or was in
   * @param node its number there; -1 if it is not there any more
   * @param attributes what of it differs
   * @param text the lines that differ; null if it is no text, or too long
   */
  record Entry(
      String path,
      Kind kind,
      String tree,
      int node,
      ImmutableList<Attribute> attributes,
      OptionalLong sizeBefore,
      OptionalLong sizeAfter,
      @Nullable TextDifference text) {}

  /** Something of a file that differs, as people write it. */
  record Attribute(String name, String before, String after) {}

  /**
   * A file that is not there any more.
   *
   * @param path below the top of its tree
   * @param type a letter, as listings have it
   * @param stored what it took, in bytes
   */
  record Removed(String path, char type, long size, long stored) {}
}

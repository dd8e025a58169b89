package org.bootarchive.tool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is alike, together, in the order of the first of each: lists for people show few of it. */
final class AlikeGroups<T> {
  /** How many that are alike are shown before the rest is only counted. */
  private static final int SHOWN = 3;

  private final Map<Object, List<T>> groups = new LinkedHashMap<>();

  /**
   * Adds one.
   *
   * @param likeness equal for those that are alike
   */
  void add(T one, Object likeness) {
    List<T> alike = groups.get(likeness);
    if (alike == null) {
      alike = new ArrayList<>();
      groups.put(likeness, alike);
    }
    alike.add(one);
  }

  /** Returns the groups. */
  Collection<List<T>> all() {
    return groups.values();
  }

  /** Returns those of a group that are shown. */
  static <T> List<T> shown(List<T> group) {
    return group.subList(0, Math.min(SHOWN, group.size()));
  }

  /** Returns what is said of the rest of a group; empty if all are shown. */
  static String more(List<?> group) {
    return group.size() <= SHOWN
        ? ""
        : (group.size() - SHOWN) + " more like this (--all shows them)";
  }
}

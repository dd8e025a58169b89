package org.bootarchive.interop;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;

/**
 * What {@code fsstat} says of a file system: numbers by title.
 *
 * @param totals the titles above the groups
 * @param groups the titles of each group; those of the two summaries stand twice: as the summary
 *     area has them, then as the group itself has them
 */
record SleuthKitStatistics(
    ImmutableListMultimap<String, String> totals,
    List<ImmutableListMultimap<String, String>> groups) {

  static SleuthKitStatistics parse(String text) {
    String[] parts = text.split("(?m)^Group \\d+:\n", -1);
    return new SleuthKitStatistics(
        titles(parts[0]),
        List.of(parts).subList(1, parts.length).stream().map(SleuthKitStatistics::titles).toList());
  }

  private static ImmutableListMultimap<String, String> titles(String text) {
    ImmutableListMultimap.Builder<String, String> titles = ImmutableListMultimap.builder();
    for (String line : text.lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        titles.put(line.substring(0, colon).trim(), line.substring(colon + 2).trim());
      }
    }
    return titles.build();
  }

  /** Returns a number that has a title above the groups. */
  long total(String title) {
    return Long.parseLong(totals.get(title).get(0));
  }

  /** Returns both values of a number of a group. */
  List<Long> ofGroup(int group, String title) {
    return groups.get(group).get(title).stream().map(Long::valueOf).toList();
  }
}

package org.bootarchive.interop;

import com.google.common.collect.ImmutableListMultimap;
import java.util.List;
import java.util.stream.IntStream;
import org.bootarchive.ufs.disk.CylinderSummary;

/**
 * What {@code fsstat} says of a file system: numbers by title.
 *
 * @param totals the titles above the groups
 * @param groups the titles of each group
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

  /** Returns a group's summary from the summary area, if it is shown, then that in the group. */
  List<CylinderSummary> summariesOf(int group) {
    ImmutableListMultimap<String, String> titles = groups.get(group);
    return IntStream.range(0, titles.get("Num of Dirs").size())
        .mapToObj(
            i ->
                new CylinderSummary(
                    number(titles, "Num of Dirs", i),
                    number(titles, "Num of Avail Blocks", i),
                    number(titles, "Num of Avail Inodes", i),
                    number(titles, "Num of Avail Frags", i)))
        .toList();
  }

  private static int number(ImmutableListMultimap<String, String> titles, String title, int i) {
    return Integer.parseInt(titles.get(title).get(i));
  }
}

package org.bootarchive.tool;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Of some names the one that a mistyped word was probably meant to be. */
final class NearestName {
  /** A mistyped name is not longer. */
  private static final int MOST_CHARS = 40;

  private static final int LEAST_CHARS = 3;

  private NearestName() {}

  /**
   * Returns the first of the names that differ least from a word; empty if all differ in more
   * letters than a third of it and one, unless one alone begins with it. Upper case is no
   * difference.
   */
  static String of(String typed, Collection<String> names) {
    String word = typed.toLowerCase(Locale.ROOT);
    String nearest = "";
    if (word.length() > MOST_CHARS) {
      return nearest;
    }
    int least = word.length() / 3 + 2;
    for (String name : names) {
      int distance = distance(word, name.toLowerCase(Locale.ROOT));
      if (name.length() >= LEAST_CHARS && distance < least) {
        nearest = name;
        least = distance;
      }
    }
    return nearest.isEmpty() ? begun(word, names) : nearest;
  }

  /** Returns the only name that begins with a word; empty if there is none, or another one. */
  private static String begun(String word, Collection<String> names) {
    List<String> begun =
        word.length() < LEAST_CHARS
            ? List.of()
            : names.stream().filter(n -> n.toLowerCase(Locale.ROOT).startsWith(word)).toList();
    return begun.size() == 1 ? begun.get(0) : "";
  }

  /** Returns how many letters are to be put in, taken out or replaced to make one of another. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}

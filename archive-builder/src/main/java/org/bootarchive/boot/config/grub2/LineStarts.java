package org.bootarchive.boot.config.grub2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.ufs.finding.SourceLine;

/** Where in a text the lines begin that it was put together from. */
final class LineStarts {
  private final List<SourceLine> lines = new ArrayList<>();
  private int[] positions = new int[1];

  /**
   * Notes where a line begins, or goes on.
   *
   * @param position not before those that were noted
   */
  void add(int position, SourceLine line) {
    int count = lines.size();
    if (count > 0 && lines.get(count - 1).equals(line)) {
      return;
    }
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
    }
    positions[count] = position;
    lines.add(line);
  }

  /**
   * Notes the lines of another text from a position on.
   *
   * @param from the line that this is in begins at {@code to} in this text
   * @param end where the part of the other text ends
   */
  void addAll(LineStarts others, int from, int end, int to) {
    int first = others.index(from);
    add(to, others.lines.get(first));
    for (int i = first + 1; i < others.lines.size() && others.positions[i] < end; i++) {
      add(others.positions[i] - from + to, others.lines.get(i));
    }
  }

  /** Returns the line that a position is in, at or behind the first that was noted. */
  SourceLine at(int position) {
    return lines.get(index(position));
  }

  private int index(int position) {
    int found = Arrays.binarySearch(positions, 0, lines.size(), position);
    return found < 0 ? -found - 2 : found;
  }
}

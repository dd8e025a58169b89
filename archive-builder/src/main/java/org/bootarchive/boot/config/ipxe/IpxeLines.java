package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.boot.config.edit.LogicalLine;

/**
 * The lines of a script, and where its labels are.
 *
 * <p>Source: {@code goto_find_label} of image/script.c.
 */
final class IpxeLines {
  private final ImmutableList<LogicalLine> lines;

  /** The first line of each label. */
  private final Map<String, Integer> labels = new HashMap<>();

  IpxeLines(List<LogicalLine> lines) {
    this.lines = ImmutableList.copyOf(lines);
    for (int i = 0; i < lines.size(); i++) {
      String label = IpxeLine.label(lines.get(i).text());
      if (label != null) {
        labels.putIfAbsent(label, i);
      }
    }
  }

  ImmutableList<LogicalLine> all() {
    return lines;
  }

  LogicalLine get(int number) {
    return lines.get(number);
  }

  int size() {
    return lines.size();
  }

  /** Returns the line of a label, -1 if there is none. */
  int label(String wanted) {
    return labels.getOrDefault(wanted, -1);
  }
}

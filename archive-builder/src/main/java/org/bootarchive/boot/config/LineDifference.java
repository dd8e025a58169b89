package org.bootarchive.boot.config;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;

/** The lines in which two texts differ. */
final class LineDifference {
  private LineDifference() {}

  /** Returns the lines that were taken away, behind "- ", and added, behind "+ ", in order. */
  static ImmutableList<String> between(String before, String after) {
    Splitter lines = Splitter.on('\n');
    ImmutableList.Builder<String> difference = ImmutableList.builder();
    for (AbstractDelta<String> delta :
        DiffUtils.diff(lines.splitToList(before), lines.splitToList(after)).getDeltas()) {
      delta.getSource().getLines().forEach(line -> difference.add("- " + line));
      delta.getTarget().getLines().forEach(line -> difference.add("+ " + line));
    }
    return difference.build();
  }
}

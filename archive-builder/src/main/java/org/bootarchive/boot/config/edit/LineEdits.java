package org.bootarchive.boot.config.edit;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Changes to a file's lines, collected first and then made in one sweep.
 *
 * <p>A file whose last line has no terminator keeps that trait: whichever line is the last
 * afterwards has none. So lines that are added at the end and taken away again leave no trace.
 */
public final class LineEdits {
  private final List<RawLine> lines;
  private final String newline;
  private final Map<Integer, List<String>> before = new HashMap<>();
  private final Map<Integer, String> replaced = new HashMap<>();
  private final Map<Integer, String> marks = new HashMap<>();
  private final Set<Integer> removed = new HashSet<>();

  public LineEdits(List<RawLine> lines, String newline) {
    this.lines = lines;
    this.newline = newline;
  }

  /** Adds a line in front of line {@code index}, behind those that were added there before. */
  public void insert(int index, String text) {
    checkArgument(index >= 0 && index <= lines.size(), "no line %s", index);
    before.computeIfAbsent(index, i -> new ArrayList<>()).add(text);
  }

  /** Replaces lines {@code first} to {@code last} by one, which ends as the last of them did. */
  public void replace(int first, int last, String text) {
    remove(first, last);
    removed.remove(last);
    replaced.put(last, text);
  }

  /**
   * Adds a line directly in front of one that was replaced, behind all that were inserted there.
   */
  public void mark(int last, String text) {
    marks.put(last, text);
  }

  public void remove(int first, int last) {
    for (int i = first; i <= last; i++) {
      removed.add(i);
    }
  }

  public boolean isEmpty() {
    return before.isEmpty() && replaced.isEmpty() && removed.isEmpty();
  }

  public String apply() {
    List<RawLine> out = new ArrayList<>(lines.size() + before.size());
    for (int i = 0; i <= lines.size(); i++) {
      for (String text : before.getOrDefault(i, List.of())) {
        out.add(new RawLine(text, newline));
      }
      if (i < lines.size() && !removed.contains(i)) {
        RawLine line = lines.get(i);
        String mark = marks.get(i);
        if (mark != null) {
          out.add(new RawLine(mark, newline));
        }
        String text = replaced.get(i);
        out.add(text == null ? line : new RawLine(text, line.terminator()));
      }
    }
    boolean openEnd = !lines.isEmpty() && lines.get(lines.size() - 1).terminator().isEmpty();
    for (int i = 0; i < out.size(); i++) {
      RawLine line = out.get(i);
      boolean last = i == out.size() - 1;
      if (last && openEnd) {
        out.set(i, new RawLine(line.text(), ""));
      } else if (!last && line.terminator().isEmpty()) {
        // Behind a carriage return a bare newline would be read as a terminator of two.
        out.set(i, new RawLine(line.text(), line.text().endsWith("\r") ? "\r\n" : newline));
      }
    }
    return RawLine.join(out);
  }
}

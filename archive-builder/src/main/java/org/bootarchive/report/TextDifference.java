package org.bootarchive.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In which lines two texts differ, with some lines around each difference.
 *
 * @param cut whether hunks are left out because there are too many
 * @param hunks in order
 */
record TextDifference(boolean cut, ImmutableList<Hunk> hunks) {
  /** How many lines that are the same are shown before and behind a difference. */
  private static final int CONTEXT = 3;

  /**
   * With more lines than this between the first and the last difference of both texts together it
   * is not looked for lines that are the same: the work grows with the square of them.
   */
  private static final int MOST_LINES = 4000;

  /** A text's difference beyond so many rows is cut. */
  private static final int MOST_ROWS = 3000;

  /**
   * Differences that are near each other, and the lines around them.
   *
   * @param oldLine the number of the first line in the old text, from 1
   * @param newLine that in the new text
   */
  record Hunk(int oldLine, int newLine, ImmutableList<Row> rows) {}

  /** What a row of a hunk is. */
  enum Mark {
    SAME('='),
    REMOVED('-'),
    ADDED('+'),
    CHANGED('!');

    private final char sign;

    Mark(char sign) {
      this.sign = sign;
    }

    char sign() {
      return sign;
    }
  }

  /**
   * A line of the old text beside one of the new.
   *
   * @param left the old line; null if there is none
   * @param right the new line; null if there is none
   */
  record Row(Mark mark, @Nullable String left, @Nullable String right) {}

  /** A part of the old text that is another in the new one. */
  private record Part(int oldStart, int oldEnd, int newStart, int newEnd) {}

  /** Returns how two texts differ. */
  static TextDifference of(String before, String after) {
    List<String> old = Splitter.on('\n').splitToList(before);
    List<String> fresh = Splitter.on('\n').splitToList(after);
    return new Hunks(old, fresh).of(parts(old, fresh));
  }

  private static List<Part> parts(List<String> old, List<String> fresh) {
    int start = 0;
    int most = Math.min(old.size(), fresh.size());
    while (start < most && old.get(start).equals(fresh.get(start))) {
      start++;
    }
    int end = 0;
    while (end < most - start
        && old.get(old.size() - 1 - end).equals(fresh.get(fresh.size() - 1 - end))) {
      end++;
    }
    int oldEnd = old.size() - end;
    int newEnd = fresh.size() - end;
    if (oldEnd - start + newEnd - start > MOST_LINES) {
      return List.of(new Part(start, oldEnd, start, newEnd));
    }
    List<Part> parts = new ArrayList<>();
    for (AbstractDelta<String> delta :
        DiffUtils.diff(
                old.subList(start, oldEnd),
                fresh.subList(start, newEnd),
                new MyersDiffWithLinearSpace<>())
            .getDeltas()) {
      int oldStart = start + delta.getSource().getPosition();
      int newStart = start + delta.getTarget().getPosition();
      add(
          parts,
          new Part(
              oldStart,
              oldStart + delta.getSource().size(),
              newStart,
              newStart + delta.getTarget().size()));
    }
    return parts;
  }

  /** Adds a part; lines that are removed and others added in their place are one. */
  private static void add(List<Part> parts, Part part) {
    Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    if (last != null && last.oldEnd() == part.oldStart() && last.newEnd() == part.newStart()) {
      parts.set(
          parts.size() - 1,
          new Part(last.oldStart(), part.oldEnd(), last.newStart(), part.newEnd()));
    } else {
      parts.add(part);
    }
  }

  /** Puts parts, and the lines around them, into hunks. */
  private static final class Hunks {
    private final List<String> old;
    private final List<String> fresh;
    private final ImmutableList.Builder<Hunk> hunks = ImmutableList.builder();
    private final List<Row> rows = new ArrayList<>();
    private int left = MOST_ROWS;
    private boolean cut;

    Hunks(List<String> old, List<String> fresh) {
      this.old = old;
      this.fresh = fresh;
    }

    TextDifference of(List<Part> parts) {
      for (int i = 0; i < parts.size() && !cut; ) {
        int next = i + 1;
        while (next < parts.size()
            && parts.get(next).oldStart() - parts.get(next - 1).oldEnd() <= 2 * CONTEXT) {
          next++;
        }
        add(parts.subList(i, next));
        i = next;
      }
      return new TextDifference(cut, hunks.build());
    }

    /** Adds parts that are near each other as a hunk. */
    private void add(List<Part> near) {
      Part first = near.get(0);
      int context = Math.min(CONTEXT, Math.min(first.oldStart(), first.newStart()));
      int oldAt = first.oldStart() - context;
      int newAt = first.newStart() - context;
      int oldLine = oldAt + 1;
      int newLine = newAt + 1;
      for (Part part : near) {
        addSame(oldAt, newAt, part.oldStart() - oldAt);
        addChanged(part);
        oldAt = part.oldEnd();
        newAt = part.newEnd();
      }
      addSame(oldAt, newAt, Math.min(CONTEXT, old.size() - oldAt));
      hunks.add(new Hunk(oldLine, newLine, ImmutableList.copyOf(rows)));
      rows.clear();
    }

    private void addSame(int oldAt, int newAt, int count) {
      for (int i = 0; i < count; i++) {
        add(new Row(Mark.SAME, old.get(oldAt + i), fresh.get(newAt + i)));
      }
    }

    private void addChanged(Part part) {
      int olds = part.oldEnd() - part.oldStart();
      int news = part.newEnd() - part.newStart();
      for (int i = 0; i < Math.max(olds, news); i++) {
        String was = i < olds ? old.get(part.oldStart() + i) : null;
        String is = i < news ? fresh.get(part.newStart() + i) : null;
        Mark mark = was == null ? Mark.ADDED : is == null ? Mark.REMOVED : Mark.CHANGED;
        add(new Row(mark, was, is));
      }
    }

    private void add(Row row) {
      if (left > 0) {
        left--;
        rows.add(row);
      } else {
        cut = true;
      }
    }
  }
}

package org.bootarchive.boot.config.grub2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.ufs.finding.SourceLine;

/** Every position of a text, and of a part of it, is in the line that it came from. */
class LineStartsTest {
  @Property(tries = 300)
  void eachPositionHasItsLineInTheTextAndInAPartOfIt(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 5) Integer> lengths,
      @ForAll @IntRange(max = 99) int first,
      @ForAll @IntRange(min = 1, max = 100) int count,
      @ForAll @IntRange(max = 9) int to) {
    LineStarts starts = new LineStarts();
    TreeMap<Integer, SourceLine> model = new TreeMap<>();
    int end = 0;
    for (int i = 0; i < lengths.size(); i++) {
      SourceLine line = new SourceLine("script", i + 1);
      starts.add(end, line);
      starts.add(end, line);
      model.put(end, line);
      end += lengths.get(i);
    }
    for (int at = 0; at < end; at++) {
      assertEquals(model.floorEntry(at).getValue(), starts.at(at));
    }
    int from = first % end;
    int partEnd = Math.min(end, from + count);
    LineStarts part = new LineStarts();
    SourceLine before = new SourceLine("before", 1);
    part.add(0, before);
    part.addAll(starts, from, partEnd, to + 1);
    assertEquals(before, part.at(to));
    for (int at = from; at < partEnd; at++) {
      assertEquals(model.floorEntry(at).getValue(), part.at(at - from + to + 1));
    }
  }
}

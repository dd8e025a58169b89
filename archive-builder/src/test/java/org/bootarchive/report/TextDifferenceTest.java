package org.bootarchive.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.bootarchive.report.TextDifference.Hunk;
import org.bootarchive.report.TextDifference.Mark;
import org.bootarchive.report.TextDifference.Row;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class TextDifferenceTest {
  @Provide
  static Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "c", "", "d e")
        .list()
        .ofMaxSize(40)
        .map(lines -> String.join("\n", lines));
  }

  @Property(tries = 500)
  void theHunksMakeTheNewTextOfTheOldOne(
      @ForAll("texts") String before, @ForAll("texts") String after) {
    TextDifference difference = TextDifference.of(before, after);
    assertFalse(difference.cut());
    assertEquals(after, patched(before, difference));
    assertEquals(before.equals(after), difference.hunks().isEmpty());
  }

  /** Puts the right lines of hunks where their left ones are. */
  private static String patched(String before, TextDifference difference) {
    List<String> old = Arrays.asList(before.split("\n", -1));
    List<String> made = new ArrayList<>();
    int at = 0;
    for (Hunk hunk : difference.hunks()) {
      made.addAll(old.subList(at, hunk.oldLine() - 1));
      assertEquals(hunk.newLine() - 1, made.size());
      at = hunk.oldLine() - 1;
      for (Row row : hunk.rows()) {
        assertEquals(row.mark() == Mark.ADDED, row.left() == null);
        assertEquals(row.mark() == Mark.REMOVED, row.right() == null);
        if (row.left() != null) {
          assertEquals(old.get(at++), row.left());
        }
        if (row.right() != null) {
          made.add(row.right());
        }
        if (row.mark() == Mark.SAME) {
          assertEquals(row.left(), row.right());
        }
      }
    }
    made.addAll(old.subList(at, old.size()));
    return String.join("\n", made);
  }

  @Test
  void threeLinesAroundADifferenceAreShownAndFarOnesMakeTwoHunks() {
    String before = lines(30, -1);
    List<Hunk> hunks =
        TextDifference.of(before, before.replace("line 5\n", "5\n").replace("line 20\n", "20\n"))
            .hunks();
    assertEquals(2, hunks.size());
    assertEquals(3, hunks.get(0).oldLine());
    assertEquals(
        List.of(Mark.SAME, Mark.SAME, Mark.SAME, Mark.CHANGED, Mark.SAME, Mark.SAME, Mark.SAME),
        hunks.get(0).rows().stream().map(Row::mark).toList());
  }

  @Test
  void longTextsWithNothingInCommonAreComparedInNoTimeAndCut() {
    String before = lines(30_000, 0);
    String after = lines(30_000, 1).replace("line", "other");
    TextDifference difference =
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> TextDifference.of(before, after));
    assertTrue(difference.cut());
    assertEquals(1, difference.hunks().size());
    assertEquals(3000, difference.hunks().get(0).rows().size());
  }

  private static String lines(int count, int start) {
    return IntStream.range(0, count)
        .mapToObj(i -> "line " + (i + Math.max(start, 0)) + "\n")
        .collect(Collectors.joining());
  }
}

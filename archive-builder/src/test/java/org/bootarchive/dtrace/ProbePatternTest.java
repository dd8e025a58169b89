package org.bootarchive.dtrace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's comparison of patterns with names. */
class ProbePatternTest {
  @ParameterizedTest
  @CsvSource({
    "rts_*, rts_new_rtsmsg, true",
    "*rtsmsg, rts_new_rtsmsg, true",
    "*new*, rts_new_rtsmsg, true",
    "rts_?ew_*, rts_new_rtsmsg, true",
    "rts, rts_new_rtsmsg, false",
    "rts_new_rtsmsg, rts_new_rtsmsg, true",
    "?, '', false",
    "*, '', true",
    "**, '', true",
    "*?, '', false",
    "[a-c]x, bx, true",
    "[a-c]x, dx, false",
    "[!a-c]x, dx, true",
    "[!a-c]x, ax, false",
    "[abc]x, cx, true",
    "[a-]x, -x, true",
    "[-a]x, -x, true",
    "[]]x, ]x, true",
    "[]a]x, ax, true",
    "[a, a, false",
    "a\\*, a*, true",
    "a\\*, ab, false",
    "a\\, a, false",
    "[\\]]x, ]x, true",
    "tcp*v[46]*, tcp_tcp_v4_x, true"
  })
  void matches(String pattern, String name, boolean expected) {
    assertEquals(expected, ProbePattern.of(pattern).matches(name));
  }

  @Test
  void anEmptyPartMatchesAll() {
    assertTrue(ProbePattern.of("").matches(""));
    assertTrue(ProbePattern.of("").matches("x"));
  }

  @Test
  void moreStarsThanTheKernelTriesMatchNothing() {
    assertTrue(ProbePattern.of("*a*a*a*a*a*a*a*a").matches("aaaaaaaa"));
    assertFalse(ProbePattern.of("*a*a*a*a*a*a*a*a*a").matches("aaaaaaaaa"));
  }

  @Test
  void manyStarsTakeNoTime() {
    String pattern = "*a".repeat(8) + "b";
    String name = "a".repeat(127);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertFalse(ProbePattern.of(pattern).matches(name)));
  }

  @Property(tries = 300)
  void bracketsOfAnyKindHaveAnAnswer(
      @ForAll @StringLength(max = 12) @Chars({'[', ']', '!', '-', '\\', '*', '?', 'a', 'z'})
          String pattern,
      @ForAll @StringLength(max = 8) @CharRange(from = 'a', to = 'c') String name) {
    assertTrue(ProbePattern.of(pattern).matches(name) || !pattern.equals(name));
  }

  @Property(tries = 500)
  void starsAndQuestionMarksMeanWhatTheyDoElsewhere(
      @ForAll @StringLength(max = 8) @Chars({'*', '?', 'a', 'b'}) String pattern,
      @ForAll @StringLength(max = 10) @Chars({'a', 'b'}) String name) {
    String regex = pattern.replace("*", ".*").replace("?", ".");
    assertEquals(pattern.isEmpty() || name.matches(regex), ProbePattern.of(pattern).matches(name));
  }
}

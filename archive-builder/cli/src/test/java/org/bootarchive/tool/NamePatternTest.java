package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;

class NamePatternTest {
  private static boolean matches(String pattern, String name) {
    return NamePattern.of(ByteArguments.escapes(pattern)).matches(FileName.of(name));
  }

  /** Stars and question marks mean what they mean in a regular expression with a dot before. */
  @Property(tries = 3000)
  void starsAndQuestionMarksMatchAsInAModel(
      @ForAll @Chars({'a', 'b', '*', '?'}) @StringLength(max = 8) String pattern,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(min = 1, max = 8) String name) {
    String model = pattern.replace("?", ".").replace("*", ".*");
    assertEquals(Pattern.matches(model, name), matches(pattern, name), pattern + " " + name);
  }

  @Property(tries = 1000)
  void aSetMatchesOneByteAsInAModel(
      @ForAll @Chars({'a', 'c', '-', '!'}) @StringLength(min = 1, max = 4) String set,
      @ForAll @CharRange(from = '!', to = 'f') char c) {
    boolean others = set.startsWith("!") && set.length() > 1;
    String rest = others ? set.substring(1) : set;
    if (set.equals("!") || rest.indexOf('-', 1) > 0) {
      return;
    }
    boolean isIn = rest.indexOf(c) >= 0;
    assertEquals(others != isIn, matches("[" + set + "]", String.valueOf(c)), set + " " + c);
  }

  @Test
  void rangesAndBracketsAreReadAsInAShell() {
    assertTrue(matches("sd[0-9].conf", "sd7.conf"));
    assertFalse(matches("sd[!0-9].conf", "sd7.conf"));
    assertFalse(matches("sd[^0-9].conf", "sd7.conf"));
    assertTrue(matches("[]a]", "]"));
    assertTrue(matches("[a-]", "-"));
    assertTrue(matches("a[b", "a[b"));
    assertFalse(matches("[b-a]", "b"));
    assertTrue(matches("*", ".hidden"));
  }

  @Test
  void anEscapedByteStandsForItself() {
    assertTrue(matches("a\\x2a", "a*"));
    assertFalse(matches("a\\x2a", "ab"));
    assertTrue(matches("[\\x61-\\x63]x", "bx"));
    assertFalse(NamePattern.hasWildcard(ByteArguments.escapes("\\x5ba]\\x3f")));
  }

  @Test
  void manyStarsTakeNoTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertFalse(matches("*a".repeat(120) + "*b", "a".repeat(255))));
  }
}

package org.bootarchive.ufs.internal.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobPatternTest {
  private static final FileSystem UNIX = FileSystems.getDefault();

  @ParameterizedTest
  @CsvSource(
      delimiterString = " ; ",
      value = {
        "*.java ; a.java ; true",
        "*.java ; b/a.java ; false",
        "**.java ; b/a.java ; true",
        "**/*.java ; b/c/a.java ; true",
        "**/*.java ; a.java ; false",
        "a?c ; abc ; true",
        "a?c ; a/c ; false",
        "*.{conf,txt} ; x.conf ; true",
        "*.{conf,txt} ; x.tx ; false",
        "{,a}b ; b ; true",
        "[!x]y ; xy ; false",
        "[!x]y ; ay ; true",
        "a[!x]b ; a/b ; false",
        "[a-c]1 ; b1 ; true",
        "[a-c]1 ; d1 ; false",
        "[-a]1 ; -1 ; true",
        "[a-] ; - ; true",
        "[*?\\] ; \\ ; true",
        "[[] ; [ ; true",
        "[&&] ; & ; true",
        "[^a] ; ^ ; true",
        "\\*a ; *a ; true",
        "\\*a ; ba ; false",
        "a}b,c ; a}b,c ; true",
        "(a|b)+$ ; (a|b)+$ ; true",
        "kernel/** ; kernel/drv/amd64/x ; true",
      })
  void matchesAsDocumented(String glob, String path, boolean expected) {
    assertEquals(expected, GlobPattern.compile(glob).matcher(path).matches());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "[]", "[!]", "[a", "{a", "{a{b}}", "a\\", "[b-a]", "[a/b]", "[!/]"})
  void refusesWhatIsNoGlob(String glob) {
    assertThrows(PatternSyntaxException.class, () -> GlobPattern.compile(glob));
  }

  @Provide
  Arbitrary<String> globs() {
    return Arbitraries.of(
            "a", "b", "/", "*", "**", "?", "[ab]", "[!a]", "[a-b]", "{a,b}", "{", "}", ",", "\\",
            ".", "{a*,?b}", "(", "$")
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "/", ".", "*", "{", ",", "(", "$", "\\")
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 5000)
  void matchesAsTheJdkDoes(
      @ForAll("globs") String glob, @ForAll List<@From("paths") String> texts) {
    for (String text : texts) {
      Path path = UNIX.getPath(text);
      assertEquals(jdk(glob, path), ours(glob, path), text);
    }
  }

  private static String jdk(String glob, Path path) {
    try {
      return String.valueOf(UNIX.getPathMatcher("glob:" + glob).matches(path));
    } catch (PatternSyntaxException e) {
      return "no glob";
    }
  }

  private static String ours(String glob, Path path) {
    try {
      return String.valueOf(GlobPattern.compile(glob).matcher(path.toString()).matches());
    } catch (PatternSyntaxException e) {
      return "no glob";
    }
  }

  @Test
  void twoStarsTakeALineFeedToo() {
    assertEquals(true, GlobPattern.compile("**").matcher("a\nb").matches());
  }

  @Test
  void aBracketTakesNoSlashFromARange() {
    assertEquals(false, GlobPattern.compile("a[.-0]b").matcher("a/b").matches());
    assertEquals(true, GlobPattern.compile("a[.-0]b").matcher("a0b").matches());
  }

  @Test
  void manyAnyDirectoriesMatchAsEachOfThemWould() {
    for (int n = 1; n < 7; n++) {
      Pattern slow = Pattern.compile(".*/".repeat(n) + "x", Pattern.DOTALL);
      Pattern glob = GlobPattern.compile("**/".repeat(n) + "x");
      for (String path :
          List.of("x", "/x", "a/x", "a/b/x", "//x", "a/b/c/x", "/a/b/c/d/x", "a/b/c/d/xx")) {
        assertEquals(slow.matcher(path).matches(), glob.matcher(path).matches(), n + " " + path);
      }
    }
    Pattern many = GlobPattern.compile("**/".repeat(3000) + "x");
    String deep = "a/".repeat(2900) + "x";
    assertTimeout(Duration.ofSeconds(10), () -> assertFalse(many.matcher(deep).matches()));
    assertTimeout(
        Duration.ofSeconds(10), () -> assertTrue(many.matcher("a/".repeat(3000) + "x").matches()));
  }
}

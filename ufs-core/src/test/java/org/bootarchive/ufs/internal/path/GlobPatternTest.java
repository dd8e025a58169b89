package org.bootarchive.ufs.internal.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
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
}

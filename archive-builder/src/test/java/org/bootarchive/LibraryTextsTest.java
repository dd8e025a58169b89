package org.bootarchive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;

/** The library's texts are read by users of the library, who have no command line. */
class LibraryTextsTest {
  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern OPTION = Pattern.compile("[ (]--[a-z]");

  @Test
  void noTextOfTheLibraryNamesAnOptionOfTheCommandLine() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    int files = 0;
    for (String module : List.of("ufs-core", "hash-verify", "archive-builder")) {
      Path sources = Testdata.CHECKOUT.resolve(module).resolve("src/main/java");
      try (Stream<Path> walk = Files.walk(sources)) {
        for (Path file :
            (Iterable<Path>) walk.filter(f -> f.toString().endsWith(".java"))::iterator) {
          files++;
          collect(file, found);
        }
      }
    }
    assertTrue(files > 100, "only " + files + " sources were read");
    assertEquals(new TreeSet<>(), found);
  }

  private static void collect(Path file, Set<String> found) throws IOException {
    for (String line : Files.readAllLines(file)) {
      String code = line.strip();
      if (code.startsWith("*") || code.startsWith("/")) {
        continue;
      }
      Matcher literal = LITERAL.matcher(code);
      while (literal.find()) {
        if (OPTION.matcher(literal.group()).find()) {
          found.add(file.getFileName() + ": " + literal.group());
        }
      }
    }
  }
}

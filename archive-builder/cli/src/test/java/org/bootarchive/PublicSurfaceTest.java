package org.bootarchive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;

/** Holds the public types of all modules to the list of them, and to a number. */
class PublicSurfaceTest {
  /** Top-level types in unqualified exports: only ever lowered. */
  private static final int MOST_TYPES = 130;

  private static final List<String> MODULES =
      List.of("ufs-core", "hash-verify", "archive-builder", "archive-builder/cli");

  private static final Path LIST = Testdata.CHECKOUT.resolve("archive-builder/docs/api.md");

  /** Set to {@code write}, it has the list written anew. */
  private static final String VARIABLE = "BOOTARCHIVE_API";

  private static final String HOW =
      "archive-builder/docs/api.md is not what the modules export; if they export what they should,"
          + " write it anew with "
          + VARIABLE
          + "=write mvn -Dtest=PublicSurfaceTest -Dsurefire.failIfNoSpecifiedTests=false test";

  private static final Pattern EXPORT = Pattern.compile("^ *exports ([\\w.]+);", Pattern.MULTILINE);

  private static final Pattern TYPE =
      Pattern.compile(
          "^public (?:(?:abstract|final|sealed|non-sealed|strictfp) )*"
              + "(?:class|interface|record|enum|@interface) (\\w+)",
          Pattern.MULTILINE);

  /** A sentence ends at a full stop before white space or the end. */
  private static final Pattern SENTENCE = Pattern.compile("^(.*?\\.)(?:\\s|$)", Pattern.DOTALL);

  private int types;

  @Test
  void theListNamesWhatTheModulesExportAndThatIsNotTooMuch() throws IOException {
    String text = list();
    if ("write".equals(System.getenv(VARIABLE))) {
      Files.createDirectories(LIST.getParent());
      Files.writeString(LIST, text);
    }
    String listed = Files.exists(LIST) ? Files.readString(LIST).replace("\r\n", "\n") : "";
    assertEquals(text, listed, HOW);
    assertTrue(types <= MOST_TYPES, types + " public types; " + MOST_TYPES + " are allowed");
  }

  private String list() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String module : MODULES) {
      Path sources = Testdata.CHECKOUT.resolve(module).resolve("src/main/java");
      String info = Files.readString(sources.resolve("module-info.java"));
      Matcher export = EXPORT.matcher(info);
      StringBuilder packages = new StringBuilder();
      while (export.find()) {
        packages.append("\n### ").append(export.group(1)).append("\n\n");
        packages.append(types(sources.resolve(export.group(1).replace('.', '/'))));
      }
      if (packages.length() > 0) {
        text.append("\n## ").append(module).append('\n').append(packages);
      }
    }
    return "# The public types\n\n"
        + "Every type that the modules export to everybody: "
        + types
        + ". A test holds this list; it is made from\nthe first sentences of the types' comments.\n"
        + text;
  }

  private String types(Path directory) throws IOException {
    TreeMap<String, String> sentences = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
        String source = Files.readString(file).replace("\r\n", "\n");
        Matcher type = TYPE.matcher(source);
        if (type.find()) {
          sentences.put(type.group(1), firstSentence(source.substring(0, type.start()), file));
        }
      }
    }
    assertTrue(!sentences.isEmpty(), directory + " has no public type, and is exported");
    types += sentences.size();
    StringBuilder lines = new StringBuilder();
    sentences.forEach((name, sentence) -> lines.append("- `" + name + "`: " + sentence + "\n"));
    return lines.toString();
  }

  static String firstSentence(String above, Path file) {
    int start = above.lastIndexOf("/**");
    assertTrue(start >= 0, file + ": a public type without a comment");
    String comment =
        above
            .substring(start + 3, above.indexOf("*/", start))
            .replaceAll("(?m)^ *\\*", "")
            .replaceAll("\\s+", " ")
            .replaceAll("\\{@(?:code|link|literal) +(?:[\\w.]*#)?([^}]*)}", "`$1`")
            .replaceAll("</?\\w+>", "")
            .strip();
    Matcher sentence = SENTENCE.matcher(comment);
    return sentence.find() ? sentence.group(1) : comment;
  }
}

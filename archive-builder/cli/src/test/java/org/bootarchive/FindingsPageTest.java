package org.bootarchive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;

/** Holds the page of all codes that findings have to the enumerations that they come from. */
class FindingsPageTest {
  private static final Path PAGE = Testdata.CHECKOUT.resolve("archive-builder/docs/findings.md");

  /** Set to {@code write}, it has the page written anew, as the list of public types. */
  private static final String VARIABLE = "BOOTARCHIVE_API";

  private static final String HOW =
      "archive-builder/docs/findings.md does not have the codes as they are; write it anew with "
          + VARIABLE
          + "=write mvn -Dtest=FindingsPageTest -Dsurefire.failIfNoSpecifiedTests=false test";

  private static final Pattern ENUM =
      Pattern.compile("^(?:public )?enum (\\w+) implements Kind \\{", Pattern.MULTILINE);

  /** A constant below its comment. */
  private static final Pattern CONSTANT =
      Pattern.compile(
          "^  /\\*\\*((?:(?!\\*/).)*)\\*/\\s+([A-Z][A-Z0-9_]*)(?:\\(\\s*(?:Severity\\.)?"
              + "(ERROR|WARNING|NOTE)\\b)?",
          Pattern.MULTILINE | Pattern.DOTALL);

  private int codes;

  @Test
  void everyCodeIsOnThePage() throws IOException {
    String text = page();
    if ("write".equals(System.getenv(VARIABLE))) {
      Files.writeString(PAGE, text);
    }
    String written = Files.exists(PAGE) ? Files.readString(PAGE).replace("\r\n", "\n") : "";
    assertEquals(text, written, HOW);
    assertTrue(codes > 300, codes + " codes");
  }

  private String page() throws IOException {
    TreeMap<String, String> sections = new TreeMap<>();
    for (String module : List.of("ufs-core", "archive-builder")) {
      Path sources = Testdata.CHECKOUT.resolve(module).resolve("src/main/java");
      try (Stream<Path> files = Files.walk(sources)) {
        for (Path file :
            (Iterable<Path>) files.filter(f -> f.toString().endsWith(".java"))::iterator) {
          String source = Files.readString(file).replace("\r\n", "\n");
          Matcher type = ENUM.matcher(source);
          if (type.find()) {
            sections.put(type.group(1), section(source, type, file));
          }
        }
      }
    }
    return "# The codes of findings\n\n"
        + "Every code that `check`, `simulate`, `overlay`, `lookup` and `anon` give to what"
        + " they find: "
        + codes
        + ". Where no\n"
        + "severity stands, it depends on the finding. A test holds this page; it is made from the"
        + " comments in the sources.\n"
        + String.join("", sections.values());
  }

  private String section(String source, Matcher type, Path file) {
    StringBuilder text = new StringBuilder("\n## ");
    text.append(
        PublicSurfaceTest.firstSentence(source.substring(0, type.start()), file)
            .replaceFirst("\\.$", ""));
    text.append("\n\n");
    Matcher constant = CONSTANT.matcher(source.substring(type.end()));
    while (constant.find()) {
      String severity = constant.group(3);
      String sentence = PublicSurfaceTest.firstSentence("/**" + constant.group(1) + "*/", file);
      text.append("- `")
          .append(constant.group(2).toLowerCase(Locale.ROOT).replace('_', '-'))
          .append('`')
          .append(severity == null ? "" : " (" + severity.toLowerCase(Locale.ROOT) + ")")
          .append(": ")
          .append(sentence)
          .append('\n');
      codes++;
    }
    return text.toString();
  }
}

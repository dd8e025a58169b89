package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Findings that are alike are counted, and none is lost. */
@Isolated
class FindingsTextTest {
  private static final Pattern MORE = Pattern.compile(" *(\\d+) more like this \\(.*");
  private static final int IMAGES = 60;

  @TempDir Path directory;

  private static Finding finding(String code, Severity severity, int number, String remedy) {
    return new Finding(code, severity, "m" + number, Optional.empty(), remedy);
  }

  private static List<String> lines(Consumer<PrintWriter> printing) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    printing.accept(out);
    out.flush();
    return text.toString().lines().toList();
  }

  @Test
  void alikeIsTheSameCodeSeverityAndRemedy() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      findings.add(finding("a", Severity.ERROR, i, ""));
      findings.add(finding("b", Severity.ERROR, i, i == 4 ? "other" : "do"));
    }
    findings.add(finding("a", Severity.WARNING, 9, ""));
    assertEquals(
        List.of(
            "  error [a] m0",
            "  error [a] m1",
            "  error [a] m2",
            "  2 more like this (--all shows them)",
            "  error [b] m0",
            "    -> do",
            "  error [b] m1",
            "    -> do",
            "  error [b] m2",
            "    -> do",
            "  1 more like this (--all shows them)",
            "  error [b] m4",
            "    -> other",
            "  warning [a] m9"),
        lines(out -> FindingsText.belowTitle(out).print(findings, false)));
    assertEquals(
        lines(out -> FindingsText.belowTitle(out).print(findings)),
        lines(out -> FindingsText.belowTitle(out).print(findings, true)));
  }

  @Test
  void checkPrintsAFewOfThoseThatAreAlikeAndCountsTheRest() throws IOException {
    List<Path> images;
    try (Stream<Path> files = Files.list(Path.of("../../testdata/vectors/check"))) {
      images =
          files.filter(file -> file.toString().endsWith(".img.gz")).sorted().limit(IMAGES).toList();
    }
    int counted = 0;
    for (Path packed : images) {
      Path image = directory.resolve("image");
      try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
        Files.write(image, in.readAllBytes());
      }
      Map<String, Integer> expected = new LinkedHashMap<>();
      JsonObject json =
          JsonParser.parseString(CommandRun.of("check", "--json", image).output())
              .getAsJsonObject();
      for (JsonElement element : json.getAsJsonArray("findings")) {
        JsonObject one = element.getAsJsonObject();
        expected.merge(
            one.get("severity").getAsString() + " [" + one.get("code").getAsString() + "]",
            1,
            Integer::sum);
      }
      assertEquals(expected, numbers(CommandRun.of("check", "--all", image)), packed::toString);
      CommandRun few = CommandRun.of("check", image);
      assertEquals(expected, numbers(few), packed::toString);
      counted += few.lines().stream().anyMatch(line -> MORE.matcher(line).matches()) ? 1 : 0;
    }
    assertTrue(counted > 0, "no image has findings that are alike");
  }

  /** Returns how many findings of a kind a text speaks of, shown or counted. */
  private static Map<String, Integer> numbers(CommandRun run) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    String kind = "";
    for (String line : run.lines()) {
      Matcher more = MORE.matcher(line);
      if (more.matches()) {
        numbers.merge(kind, Integer.parseInt(more.group(1)), Integer::sum);
      } else if (line.startsWith("error [") || line.startsWith("warning [")) {
        kind = line.substring(0, line.indexOf(']') + 1);
        numbers.merge(kind, 1, Integer::sum);
      }
    }
    return numbers;
  }

  @Test
  void simulateCountsThoseThatAreAlikeAndShowsThemWhenAsked() throws IOException {
    Path file = Files.write(directory.resolve("file"), "x\n".getBytes(ISO_8859_1));
    List<Object> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("simulate", "--platform", PlatformFixture.unpack(directory).directory()));
    for (int i = 0; i < 8; i++) {
      arguments.addAll(List.of("--add", "usr/bin/new" + i + "=" + file));
    }
    CommandRun few = CommandRun.of(arguments.toArray());
    CommandRun all = CommandRun.ofBoth(arguments, "--all");
    assertEquals(few.code(), all.code());
    assertEquals(3, count(few, "warning [link-bypasses-overlay]"), few.output());
    assertTrue(few.output().contains("\n  5 more like this (--all shows them)\n"), few.output());
    assertEquals(8, count(all, "warning [link-bypasses-overlay]"), all.output());
    assertEquals(0, count(all, "more like this"), all.output());
  }

  private static long count(CommandRun run, String text) {
    return run.lines().stream().filter(line -> line.contains(text)).count();
  }
}

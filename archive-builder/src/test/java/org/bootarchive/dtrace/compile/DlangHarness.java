package org.bootarchive.dtrace.compile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.types.TypeDirectory;
import org.bootarchive.dtrace.types.TypeEnvironment;

/** Runs the vectors of a directory, and prints counts and differences: DIR [PATTERN] [-v]. */
final class DlangHarness {
  private DlangHarness() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    String pattern = args.length > 1 ? args[1] : "";
    boolean verbose = args.length > 2;
    int[] good = new int[2];
    int[] bad = new int[2];
    Map<String, List<String>> why = new LinkedHashMap<>();
    List<String> lines =
        Files.readAllLines(directory.resolve("index.tsv"), StandardCharsets.ISO_8859_1);
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split("\t", -1);
      if (!row[0].contains(pattern)) {
        continue;
      }
      boolean ok = row[1].equals("ok");
      int[] count = ok ? good : bad;
      count[1]++;
      String trouble = run(directory, row, verbose);
      if (trouble.isEmpty()) {
        count[0]++;
      } else {
        why.computeIfAbsent(trouble, key -> new ArrayList<>()).add(row[0]);
      }
    }
    why.entrySet().stream()
        .sorted((a, b) -> a.getValue().size() - b.getValue().size())
        .forEach(
            entry ->
                System.out.println(
                    entry.getValue().size()
                        + " "
                        + entry.getValue().subList(0, Math.min(4, entry.getValue().size()))
                        + "\n    "
                        + entry.getKey().replace("\n", "\n    ")));
    System.out.println("good " + good[0] + "/" + good[1] + ", bad " + bad[0] + "/" + bad[1]);
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (char c : text.toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
        any = true;
      } else if (c == ' ' && !quoted) {
        if (any) {
          words.add(word.toString());
        }
        word.setLength(0);
        any = false;
      } else {
        word.append(c);
        any = true;
      }
    }
    if (any) {
      words.add(word.toString());
    }
    return words;
  }

  private static String run(Path directory, String[] row, boolean verbose) throws IOException {
    Path programs = directory.resolve("programs");
    TypeEnvironment environment =
        TypeDirectory.open(
            Optional.of(directory.resolve("types")), Optional.of(directory.resolve("lib")));
    DEnabling enabling;
    try {
      enabling =
          DEnabling.compile(
              words(row[3]),
              environment,
              name -> Files.readString(programs.resolve(name), StandardCharsets.ISO_8859_1));
    } catch (DCompileException e) {
      String message =
          ("dtrace: " + e.getMessage().stripTrailing())
              .replace(directory.resolve("lib") + "/", "lib/")
              .replace("\n", "\\n")
              .replace("\t", "\\t");
      return message.equals(row[4])
          ? ""
          : "message " + message + "\n    not " + row[4] + text(programs, row, verbose);
    } catch (DEnabling.UsageException | RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return "thrown "
          + e
          + Arrays.toString(Arrays.copyOf(trace, Math.min(trace.length, verbose ? 30 : 4)))
          + text(programs, row, verbose);
    }
    if (!row[1].equals("ok")) {
      return "accepted, not " + row[4] + text(programs, row, verbose);
    }
    Map<String, DProgram> made = new LinkedHashMap<>();
    for (int i = 0; i < enabling.programs().size(); i++) {
      made.put(i == 0 ? "" : ".prog" + i, enabling.programs().get(i));
    }
    enabling.errors().ifPresent(errors -> made.put(".err", errors));
    made.put(".opt", enabling.options());
    for (Map.Entry<String, DProgram> one : made.entrySet()) {
      Path file = programs.resolve(row[0] + one.getKey() + ".dof");
      byte[] expected = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      byte[] actual = one.getValue().dof();
      if (!Arrays.equals(expected, actual)) {
        return DofDifference.of(expected, actual) + text(programs, row, verbose);
      }
    }
    return "";
  }

  private static String text(Path programs, String[] row, boolean verbose) throws IOException {
    Path file = programs.resolve(row[0] + ".d");
    return verbose && Files.exists(file)
        ? "\n" + Files.readString(file, StandardCharsets.ISO_8859_1)
        : "";
  }
}

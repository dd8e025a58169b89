package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bootarchive.dtrace.types.TypeDirectory;
import org.bootarchive.dtrace.types.TypeEnvironment;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of testdata/vectors/dlang, against what the real libdtrace made of each. */
class LibdtraceVectorsTest {
  @TempDir private static Path temporary;

  private static Path vectors;

  @BeforeAll
  static void unpack() throws IOException {
    Path packed = Testdata.of("vectors", "dlang", "vectors.tgz");
    try (InputStream file = Files.newInputStream(packed);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(file))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path target = temporary.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.copy(tar, target);
        }
      }
    }
    vectors = temporary.resolve("dlang");
  }

  @Test
  void goodProgramsAreCompiledToTheBytesOfLibdtrace() throws IOException {
    assertEquals(600, agreeing("ok"));
  }

  @Test
  void badProgramsEndInTheWordsOfLibdtrace() throws IOException {
    assertEquals(475, agreeing("fail"));
  }

  private static int agreeing(String outcome) throws IOException {
    int count = 0;
    List<String> troubles = new ArrayList<>();
    List<String> lines =
        Files.readAllLines(vectors.resolve("index.tsv"), StandardCharsets.ISO_8859_1);
    for (String line : lines.subList(1, lines.size())) {
      String[] row = Splitter.on('\t').splitToList(line).toArray(new String[0]);
      if (row[1].equals("ok") == outcome.equals("ok")) {
        String trouble = run(vectors, row);
        if (!trouble.isEmpty()) {
          troubles.add(row[0] + ": " + trouble);
        }
        count++;
      }
    }
    assertEquals(List.of(), troubles);
    return count;
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
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

  private static String run(Path directory, String[] row) throws IOException {
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
      return message.equals(row[4]) ? "" : "message " + message + "\n    not " + row[4];
    } catch (DEnabling.UsageException | RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return "thrown " + e + Arrays.toString(Arrays.copyOf(trace, Math.min(trace.length, 4)));
    }
    if (!row[1].equals("ok")) {
      return "accepted, not " + row[4];
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
        return DofDifference.of(expected, actual);
      }
    }
    return "";
  }
}

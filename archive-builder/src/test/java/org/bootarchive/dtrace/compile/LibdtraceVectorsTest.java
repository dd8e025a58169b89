package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.DlangVectors.Vector;
import org.bootarchive.testing.DtraceWords;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of testdata/vectors/dlang, against what the real libdtrace made of each. */
class LibdtraceVectorsTest {
  @TempDir private static Path temporary;

  private static DlangVectors vectors;

  @BeforeAll
  static void unpack() throws IOException {
    vectors = DlangVectors.unpack(temporary);
  }

  @Test
  void goodProgramsAreCompiledToTheBytesOfLibdtrace() throws IOException {
    assertEquals(600, agreeing(true));
  }

  @Test
  void badProgramsEndInTheWordsOfLibdtrace() throws IOException {
    assertEquals(475, agreeing(false));
  }

  private static int agreeing(boolean good) throws IOException {
    int count = 0;
    List<String> troubles = new ArrayList<>();
    for (Vector vector : vectors.all()) {
      if (vector.good() == good) {
        String trouble = run(vector);
        if (!trouble.isEmpty()) {
          troubles.add(vector.name() + ": " + trouble);
        }
        count++;
      }
    }
    assertEquals(List.of(), troubles);
    return count;
  }

  private static String run(Vector vector) throws IOException {
    Path library = vectors.directory().resolve("lib");
    TypeEnvironment environment =
        TypeEnvironment.ofDirectory(vectors.directory().resolve("types")).withLibraries(library);
    DCompilation compilation;
    try {
      compilation = DtraceWords.compile(vector.words(), environment, vectors::script);
    } catch (RuntimeException | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return "thrown " + e + Arrays.toString(Arrays.copyOf(trace, Math.min(trace.length, 4)));
    }
    if (compilation instanceof DCompilation.Refused refused) {
      String message =
          ("dtrace: " + refused.message())
              .replace(library + "/", "lib/")
              .replace("\n", "\\n")
              .replace("\t", "\\t");
      return message.equals(vector.message())
          ? ""
          : "message " + message + "|\n    not " + vector.message() + "|";
    }
    if (!vector.good()) {
      return "accepted, not " + vector.message();
    }
    DCompilation.Compiled enabling = (DCompilation.Compiled) compilation;
    Map<String, DProgram> made = new LinkedHashMap<>();
    for (int i = 0; i < enabling.programs().size(); i++) {
      made.put(i == 0 ? "" : ".prog" + i, enabling.programs().get(i));
    }
    enabling.errors().ifPresent(errors -> made.put(".err", errors));
    made.put(".opt", enabling.options());
    for (Map.Entry<String, DProgram> one : made.entrySet()) {
      byte[] expected = vectors.dof(vector, one.getKey());
      byte[] actual = one.getValue().dof();
      if (!Arrays.equals(expected, actual)) {
        return DofDifference.of(expected, actual);
      }
    }
    return "";
  }
}

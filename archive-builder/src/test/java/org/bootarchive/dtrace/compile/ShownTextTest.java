package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.Disassembly;
import org.bootarchive.dtrace.dof.ClauseText;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnabledAction;
import org.bootarchive.dtrace.dof.EnablingReader;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.DlangVectors.Vector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of an enabling is D that compiles to the same code, as far as it can be told. */
class ShownTextTest {
  @TempDir private static Path temporary;

  private static DlangVectors vectors;

  @BeforeAll
  static void unpack() throws IOException {
    vectors = DlangVectors.unpack(temporary);
  }

  private static String text(byte[] dof) {
    List<String> lines = new ArrayList<>();
    for (Ecb ecb : EnablingReader.read(ImmutableList.of(dof)).ecbs()) {
      lines.addAll(ClauseText.of(ecb));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> code(byte[] dof) {
    List<String> code = new ArrayList<>();
    for (Ecb ecb : EnablingReader.read(ImmutableList.of(dof)).ecbs()) {
      code.add(ecb.probe().text());
      code.add("predicate " + code(ecb.predicate()));
      for (EnabledAction action : ecb.actions()) {
        code.add(action.kind() + " " + action.arg() + " " + action.string());
        code.add(code(action.difo()));
      }
    }
    return code;
  }

  private static String code(@Nullable Difo difo) {
    return difo == null ? "" : difo.text() + " " + difo.integers() + "\n" + Disassembly.of(difo);
  }

  @Test
  void recordedProgramsWithoutTypesComeBackFromTheirText() throws Exception {
    int all = 0;
    int same = 0;
    List<String> others = new ArrayList<>();
    for (Vector vector : vectors.all()) {
      byte[] dof = vectors.dof(vector, "");
      if (!vector.good() || vector.needsTypes() || dof.length == 0) {
        continue;
      }
      all++;
      String text = text(dof);
      DCompilation compilation =
          DProgram.compile(
              text, TypeEnvironment.empty(), DOptions.DEFAULTS.withZeroProbes().withDestructive());
      if (compilation instanceof DCompilation.Compiled again) {
        byte[] other = again.programs().get(0).dof();
        if (code(dof).equals(code(other))) {
          same++;
        } else {
          others.add(vector.name() + ": other code\n" + text + text(other));
        }
      } else if (compilation instanceof DCompilation.Refused refused) {
        others.add(vector.name() + ": " + refused.message() + "\n" + text);
      }
    }
    // Of the rest the text has less than the code: constants that are calculated when the kernel
    // runs, conditions of conditions, casts that change nothing, names that D does not take.
    assertEquals(420, all);
    assertTrue(same >= 352, () -> "fewer come back:\n" + String.join("\n", others));
  }
}

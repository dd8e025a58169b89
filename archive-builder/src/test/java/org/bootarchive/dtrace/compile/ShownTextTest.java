package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnablingReader;
import org.bootarchive.dtrace.text.ShownProgram;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.DlangVectors.Vector;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of an enabling is D that compiles to the same code. */
class ShownTextTest {
  @TempDir private static Path temporary;

  private static DlangVectors vectors;

  @BeforeAll
  static void unpack() throws IOException {
    vectors = DlangVectors.unpack(temporary);
  }

  private static String text(byte[] dof) {
    List<Ecb> ecbs = EnablingReader.read(ImmutableList.of(dof)).ecbs();
    return String.join("\n", ShownProgram.of(ecbs).lines()) + "\n";
  }

  private static TypeEnvironment types() throws IOException {
    return TypeEnvironment.ofDirectory(vectors.directory().resolve("types"))
        .withLibraries(vectors.directory().resolve("lib"));
  }

  /** All that the kernel gets, except where it lies in the DOF. */
  private static List<Object> code(byte[] dof) {
    List<Object> code = new ArrayList<>();
    for (Ecb ecb : EnablingReader.read(ImmutableList.of(dof)).ecbs()) {
      code.add(ecb.probe());
      code.add(Optional.ofNullable(ecb.predicate()));
      code.addAll(ecb.actions());
    }
    return code;
  }

  /** Returns the vectors whose text does not come back, and why. */
  private static Map<String, String> others(boolean needTypes, TypeEnvironment environment)
      throws Exception {
    Map<String, String> others = new TreeMap<>();
    for (Vector vector : vectors.all()) {
      byte[] dof = vectors.dof(vector, "");
      if (vector.good() && vector.needsTypes() == needTypes && dof.length > 0) {
        String text = text(dof);
        DCompilation compilation =
            DProgram.compile(
                text, environment, DOptions.DEFAULTS.withZeroProbes().withDestructive());
        if (compilation instanceof DCompilation.Compiled again) {
          byte[] other = again.programs().get(0).dof();
          if (!code(dof).equals(code(other))) {
            others.put(vector.name(), "other code\n" + text + DofDifference.of(dof, other));
          }
        } else if (compilation instanceof DCompilation.Refused refused) {
          others.put(vector.name(), refused.message() + "\n" + text);
        }
      }
    }
    return others;
  }

  @Test
  void allRecordedProgramsWithoutTypesComeBackFromTheirText() throws Exception {
    assertEquals(420, vectors.all().stream().filter(v -> v.good() && !v.needsTypes()).count());
    assertEquals(Map.of(), others(/* needTypes= */ false, types()));
  }

  @Test
  void withoutProbesOnlyTheirArgumentsDoNotComeBack() throws Exception {
    // args[] has the types of the probe's arguments, which no text can give it.
    Map<String, String> others = others(/* needTypes= */ false, TypeEnvironment.empty());
    assertEquals(Set.of("0349-args", "0364-args", "0365-args"), others.keySet());
    others.forEach((name, why) -> assertTrue(why.contains("args[ ] may not be referenced"), why));
  }

  @Test
  void recordedProgramsWithTypesComeBackAsFarAsTheirTypesCanBeTold() throws Exception {
    Map<String, String> others = others(/* needTypes= */ true, types());
    assertTrue(others.size() <= 36, () -> "fewer come back:\n" + others);
  }
}

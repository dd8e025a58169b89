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

  private static List<String> statements(String name) throws Exception {
    Vector vector =
        vectors.all().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    return statementsOf(vectors.dof(vector, ""));
  }

  private static List<String> statementsOf(byte[] dof) {
    return text(dof)
        .lines()
        .filter(line -> line.startsWith("\t") || line.startsWith("/"))
        .map(String::strip)
        .toList();
  }

  private static byte[] compiled(String text) throws Exception {
    DCompilation made =
        DProgram.compile(text, types(), DOptions.DEFAULTS.withZeroProbes().withDestructive());
    if (made instanceof DCompilation.Compiled compiled) {
      return compiled.programs().get(0).dof();
    }
    throw new AssertionError(made + "\n" + text);
  }

  @Test
  void bytesAreNotAddedToAPointerToSomethingLarger() throws Exception {
    assertEquals(
        List.of(
            "trace(*(uint64_t *)((uint64_t *)(*(uint64_t *)((uint64_t)curthread + 32) + 24) +"
                + " 1));"),
        statements("0289-ctf"));
  }

  @Test
  void aDifferenceOfPointersIsDividedWithoutASign() throws Exception {
    assertEquals(List.of("trace((arg0 - arg1) / 4ul);"), statements("0322-ctf"));
  }

  @Test
  void whatATranslatorMakesOfAnArgumentIsSaidToHaveNoText() throws Exception {
    assertTrue(statements("0353-args").get(0).contains("/* "), () -> "no comment");
  }

  @Test
  void bitFieldsAreShiftedOutByTypesThatThereAre() throws Exception {
    byte[] dof =
        compiled(
            """
            struct foo { int a; unsigned b : 3; unsigned c : 5; int d : 7; };
            syscall::write:entry
            {
            	trace(((struct foo *)arg0)->c); trace(((struct foo *)arg0)->d);
            }
            """);
    assertEquals(
        List.of(
            "trace((*(uint8_t *)(arg0 + 5) >> 0) & (uint8_t)31);",
            "trace((*(int8_t *)(arg0 + 6) << 57) >> 57);"),
        statementsOf(dof));
    assertEquals(code(dof), code(compiled(text(dof))));
  }

  @Test
  void anAddressThatWasCutIsShownAsItWasCut() throws Exception {
    byte[] dof = compiled("BEGIN { sym((short)arg0); }");
    assertEquals(List.of("sym((int16_t)arg0);"), statementsOf(dof));
    assertEquals(code(dof), code(compiled(text(dof))));
  }

  @Test
  void aConstantLargerThanItsTypeCanBeToldIsSaidToHaveNoText() throws Exception {
    byte[] dof = compiled("BEGIN { trace((char)1 << 63); }");
    assertTrue(statementsOf(dof).get(0).contains("/* "), () -> text(dof));
  }

  @Test
  void anAggregationHasANameThatCanBeParsed() throws Exception {
    assertEquals(List.of("@_1 = count();"), statements("0464-agg"));
  }

  @Test
  void aSecondProgramSaysThatItsAggregationsComeAfterThoseOfTheFirst() throws Exception {
    DCompilation made =
        DProgram.compile(
            List.of(
                DSource.script("first", "BEGIN { @a = count(); }"),
                DSource.script("second", "BEGIN { @b = count(); }")),
            TypeEnvironment.empty(),
            DOptions.DEFAULTS.withZeroProbes());
    byte[] second = ((DCompilation.Compiled) made).programs().get(1).dof();
    assertEquals(
        List.of(
            "/* compile it behind the programs before it: aggregations are numbered on */",
            "@_2 = count();"),
        statementsOf(second));
  }

  @Test
  void aPredicateThatBeginsWithAnAddressIsNoComment() throws Exception {
    byte[] dof = compiled("syscall::open:entry\n/`ncpus > 2/\n{\n\ttrace(1);\n}\n");
    assertEquals(List.of("/ *(int32_t *)0xfffffffffbc00060 > 2/", "trace(1);"), statementsOf(dof));
    assertEquals(code(dof), code(compiled(text(dof))));
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
    // What a translator makes of an argument, bit-fields that are set, types by numbers alone, and
    // addresses that the code has twice.
    assertTrue(others.size() <= 31, () -> others.size() + " do not come back:\n" + others);
    others.forEach(
        (name, why) -> assertTrue(why.contains("/* "), () -> name + " does not say so:\n" + why));
  }
}

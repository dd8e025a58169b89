package org.bootarchive.dtrace.dof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kernel's answers to recorded enablings. */
class KernelVectorsTest {
  @TestFactory
  Stream<DynamicTest> programsAreTakenAsRecorded() {
    List<String> programs = DofVectors.programs();
    assertEquals(56, programs.size());
    return programs.stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> assertProgram("programs/" + name)));
  }

  private static void assertProgram(String name) {
    Enabling enabling = EnablingReader.read(DofVectors.properties(name + ".conf"));
    assertTrue(enabling.accepted());
    List<String> expected =
        DofVectors.lines(name + ".txt").stream()
            .dropWhile(line -> !line.equals("ok"))
            .takeWhile(line -> !line.isEmpty())
            .filter(line -> !line.matches("state .*"))
            .map(line -> line.replaceFirst(" format=.*(intuple=.) arg=.*", " $1"))
            .toList();
    List<String> actual = new ArrayList<>(List.of("ok"));
    actual.addAll(RecordedText.ecbs(enabling));
    actual.addAll(RecordedText.options(enabling));
    actual.addAll(RecordedText.start(enabling));
    enabling.messages().forEach(message -> actual.add(message.line()));
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  @TestFactory
  Stream<DynamicTest> variantsAreJudgedAsRecorded() {
    List<String> cases = DofVectors.lines("refusals/index.tsv");
    return cases.stream()
        .skip(1)
        .filter(line -> !line.isEmpty())
        .map(line -> line.split("\t", -1))
        .map(test -> DynamicTest.dynamicTest(test[0], () -> assertVariant(test)));
  }

  private static void assertVariant(String[] test) {
    Enabling enabling =
        EnablingReader.read(List.of(DofVectors.bytes("refusals/" + test[0] + ".dof")));
    String said =
        enabling.complaints().stream().map(KernelMessage::text).collect(Collectors.joining("; "));
    assertEquals(test[4], said);
    assertEquals(test[3].equals("ok"), enabling.accepted());
    assertEquals(test[5], later(enabling));
  }

  /** The recordings know of these two; that no buffer has a size they do not look at. */
  private static String later(Enabling enabling) {
    return enabling.start().troubles().stream()
        .filter(trouble -> trouble.error() != StartTrouble.KernelError.ENOSPC)
        .map(
            trouble ->
                trouble.ecb().isPresent()
                    ? "enable ecb "
                        + trouble.ecb().getAsInt()
                        + ": fails with errno "
                        + trouble.error().number()
                    : "start: refused silently ("
                        + trouble.error()
                        + "): destructive actions without the destructive option")
        .collect(Collectors.joining("; "));
  }

  @Test
  void refusedLaterPropertiesLeaveFreedMemory() {
    for (String name : List.of("m1", "m2", "m3")) {
      Enabling enabling = EnablingReader.read(DofVectors.properties("conf/" + name + ".conf"));
      List<String> expected =
          DofVectors.lines("conf/" + name + ".txt").stream()
              .filter(line -> line.matches("(refused|ecbs?|  action|    action-difo|NOTICE).*"))
              .toList();
      List<String> actual = new ArrayList<>();
      enabling.complaints().forEach(message -> actual.add("refused: " + message.text()));
      RecordedText.ecbs(enabling).stream()
          .filter(line -> !line.matches("      .*"))
          .forEach(actual::add);
      enabling.messages().stream()
          .skip(enabling.complaints().size())
          .forEach(message -> actual.add(message.line()));
      assertEquals(expected, actual, name);
      boolean freed =
          DofVectors.lines("conf/" + name + ".txt")
              .contains("after: enabling kept, state destroyed");
      assertEquals(
          freed ? Consequence.FREED_MEMORY : Consequence.ENABLED, enabling.consequence(), name);
    }
  }
}

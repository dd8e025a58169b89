package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the tool says to people who do not know its words. */
class HelpTest {
  @Test
  void helpAndACommandShowTheHelpOfTheCommand() {
    assertEquals(CommandRun.of("--help"), CommandRun.of("help"));
    for (String name : Commands.NAMES) {
      CommandRun help = CommandRun.of("help", name);
      assertEquals(0, help.code(), help.errors());
      assertEquals(CommandRun.of(name, "--help"), help);
    }
    assertEquals(CommandRun.of("anon", "show", "--help"), CommandRun.of("help", "anon", "show"));
    assertEquals(CommandRun.of("--help"), CommandRun.of("help", "--help"));
  }

  @Test
  void helpRunsNoCommand() {
    assertEquals(CommandRun.of("hash", "--help"), CommandRun.of("help", "hash", "--write", "none"));
  }

  @Test
  void theNameThatWasMeantIsTold() {
    meant("inspect", "inspct", "a");
    meant("inspect", "help", "insepct");
    meant("show", "anon", "shwo");
    meant("inspect", "insp", "ba");
    meant("inspect", "INSPECT", "ba");
    meant("uncompress", "lofi", "uncomp", "a", "b");
    meant("--json", "inspect", "a", "--jso");
    meant("--size", "build", "--out", "a", "--empty", "--sise=4m");
  }

  @Test
  void aCommandThatThereIsNotIsSaidToBeNone() {
    for (Object[] typed :
        new Object[][] {{"nosuch", "ba"}, {"help", "nosuch"}, {"anon", "nosuch", "ba", "--json"}}) {
      CommandRun run = CommandRun.of(typed);
      assertEquals(2, run.code());
      assertEquals(1, run.errors().lines().count(), run.errors());
      assertTrue(run.errors().contains(": there is no command nosuch; see "), run.errors());
    }
  }

  private static void meant(String name, Object... typed) {
    CommandRun run = CommandRun.of(typed);
    assertEquals(2, run.code());
    assertEquals(1, run.errors().lines().count(), run.errors());
    assertTrue(run.errors().contains("; did you mean " + name + "?; see "), run.errors());
  }

  @Test
  void whatIsLikeNothingIsLeftAtThat() {
    for (String typed : new String[] {"x", "frobnicate", "--zzzzzz", "z".repeat(100_000)}) {
      CommandRun run = CommandRun.of(typed);
      assertEquals(2, run.code());
      assertFalse(run.errors().contains("did you mean"), run.errors());
    }
  }
}

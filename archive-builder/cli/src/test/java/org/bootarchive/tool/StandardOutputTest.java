package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.testing.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a command whose output is not taken; in processes, whose streams are real. */
@EnabledOnOs(OS.LINUX)
class StandardOutputTest {
  @TempDir private Path folder;

  private ProcessRun run(String shell, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", shell, "sh"));
    command.addAll(ProcessRun.tool(List.of(), List.of(arguments)));
    return ProcessRun.await(ProcessRun.builder(command));
  }

  private String image() throws IOException {
    return Files.write(folder.resolve("boot_archive"), Samples.clean(1)).toString();
  }

  @Test
  void outputOnAFullDiskIsAnErrorOfTheCommand() throws IOException, InterruptedException {
    for (List<String> arguments :
        List.of(
            List.of("hash", image()),
            List.of("inspect", image()),
            List.of("check", "--json", image()),
            List.of("report", image(), "--out", "-"),
            List.of("inspect", "--help"),
            List.of("--help"))) {
      ProcessRun run = run("exec \"$@\" >/dev/full", arguments.toArray(new String[0]));
      assertEquals(ExitCode.INPUT, run.code(), arguments + run.errors());
      assertTrue(run.errors().contains("standard output: "), run.errors());
      assertEquals(1, run.errors().lines().count(), run.errors());
    }
  }

  @Test
  void aClosedOutputIsAnErrorOfTheCommand() throws IOException, InterruptedException {
    ProcessRun run = run("exec \"$@\" >&-", "hash", image());
    assertEquals(ExitCode.INPUT, run.code(), run.errors());
  }

  @Test
  void aReaderThatWentAwayIsAQuietEndInAnyLanguage() throws IOException, InterruptedException {
    Path big = Files.write(folder.resolve("big"), new byte[1 << 20]);
    String image = folder.resolve("new").toString();
    assertEquals(
        ExitCode.GOOD, CommandRun.of("build", "--empty", "--size", "4m", "--out", image).code());
    String filled = folder.resolve("filled").toString();
    assertEquals(
        ExitCode.GOOD,
        CommandRun.of("patch", image, "--out", filled, "--put", "big=" + big).code());
    // The code of the command goes to a file: a pipeline's own is that of its last part.
    Path code = folder.resolve("code");
    for (List<String> arguments :
        List.of(List.of("cat", filled, "big"), List.of("report", filled, "--out", "-"))) {
      ProcessRun run =
          run(
              "{ \"$@\"; echo $? >" + code + "; } | head -c 1 >/dev/null",
              arguments.toArray(new String[0]));
      assertEquals("0", Files.readString(code).strip(), run.errors());
      assertEquals("", run.errors());
    }
  }
}

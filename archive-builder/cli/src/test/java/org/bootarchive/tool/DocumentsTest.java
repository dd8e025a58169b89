package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.ufs.testing.RequiredTool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Man pages and completion as an installation has them. */
class DocumentsTest {
  @TempDir private Path folder;

  private Path share;

  @BeforeEach
  void write() throws IOException {
    share = folder.resolve("share");
    Documents.writeAll(share, "1.2");
  }

  /**
   * Runs a program that has nothing to say of a file that is right; without the program the test
   * ends.
   */
  private static void assertSilent(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = ProcessRun.builder(List.of(command));
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("MANWIDTH", "80");
    ProcessRun run;
    try {
      run = ProcessRun.await(builder);
    } catch (IOException e) {
      throw RequiredTool.missing(command[0] + " is missing");
    }
    assertEquals("", run.errors(), String.join(" ", command));
    assertEquals(0, run.code(), String.join(" ", command));
  }

  private static List<CommandLine> commands() {
    return Documents.withCommands(new ArchiveTool().commandLine());
  }

  @Test
  void everyCommandHasAPageWithItsOptionsAndExamples() throws IOException {
    assertTrue(commands().size() > 20);
    for (CommandLine command : commands()) {
      String name = command.getCommandSpec().qualifiedName("-");
      String page = Files.readString(share.resolve("man/man1/" + name + ".1"));
      assertTrue(page.startsWith(".TH "), page);
      for (OptionSpec option : command.getCommandSpec().options()) {
        assertTrue(page.contains(option.longestName().replace("-", "\\-")), name + option);
      }
      assertEquals(
          Stream.of(command.getCommandSpec().usageMessage().footer())
              .anyMatch(line -> line.startsWith("Example")),
          page.contains("\n.SH EXAMPLES\n"),
          name);
    }
  }

  @Test
  void manHasNoWarningAboutAPage() throws IOException, InterruptedException {
    try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
      for (Path page : pages.toList()) {
        assertSilent("man", "--warnings", "-l", page.toString());
      }
    }
  }

  @Test
  void bashReadsItsCompletion() throws IOException, InterruptedException {
    assertSilent("bash", "-n", share + "/bash-completion/completions/archive-tool");
  }

  @Test
  void zshReadsItsCompletion() throws IOException, InterruptedException {
    assertSilent("zsh", "-n", share + "/zsh/site-functions/_archive-tool");
  }

  @Test
  void fishCompletesCommandsAndTheirOptions() throws IOException, InterruptedException {
    String script = share + "/fish/vendor_completions.d/archive-tool.fish";
    assertSilent("fish", "-n", script);
    for (String line :
        List.of(
            "archive-tool ins: inspect",
            "archive-tool inspect --no-n: --no-nested",
            "archive-tool anon sh: show",
            "archive-tool anon show --dis: --disassemble",
            "archive-tool check --al: --all")) {
      String typed = line.substring(0, line.indexOf(':'));
      ProcessRun run =
          ProcessRun.await(
              ProcessRun.builder(
                  List.of(
                      "fish",
                      "--no-config",
                      "-c",
                      "function archive-tool; end; source $argv[1]; complete -C $argv[2]",
                      script,
                      typed)));
      String found = run.output().replaceFirst("\t.*", "").strip();
      assertEquals(line.substring(line.indexOf(':') + 2), found, typed + run.errors());
    }
  }
}

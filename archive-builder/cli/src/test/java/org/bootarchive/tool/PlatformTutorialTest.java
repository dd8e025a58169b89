package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs the README's tutorial of a changed platform, line for line. */
class PlatformTutorialTest {
  @TempDir private Path folder;

  private static String block(String readme, String mark) {
    return blockBehind(readme, readme.indexOf("<!-- " + mark + " -->"));
  }

  private static String blockBehind(String readme, int at) {
    int start = readme.indexOf("```", at);
    return readme.substring(readme.indexOf('\n', start) + 1, readme.indexOf("```\n", start + 3));
  }

  /** Runs a line: the tool in this process, all else in a shell. */
  private CommandRun run(String line) throws IOException, InterruptedException {
    if (line.startsWith("archive-tool ")) {
      List<Object> arguments = new ArrayList<>();
      String here = Matcher.quoteReplacement(folder + "/");
      for (String word : Splitter.on(' ').omitEmptyStrings().split(line)) {
        arguments.add(word.replaceAll("(^|=)(files|platform-)", "$1" + here + "$2"));
      }
      arguments.remove(0);
      return CommandRun.of(arguments.toArray());
    }
    Process process =
        new ProcessBuilder("sh", "-c", line).directory(folder.toFile()).inheritIO().start();
    return new CommandRun(process.waitFor(), "", "");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theTutorialDoesWhatItSays() throws IOException, InterruptedException {
    Files.copy(Samples.PLATFORM, folder.resolve("platform-20260101T000000Z.tgz"));
    String readme = Files.readString(Testdata.CHECKOUT.resolve("README.md"));
    int tools = 0;
    String last = "";
    for (String line : block(readme, "tutorial: platform").replace("\\\n", "").lines().toList()) {
      if (!line.isBlank()) {
        CommandRun run = run(line);
        assertEquals(ExitCode.GOOD, run.code(), () -> line + "\n" + run.output() + run.errors());
        tools += line.startsWith("archive-tool ") ? 1 : 0;
        last = run.output();
      }
    }
    assertEquals(3, tools);
    assertTrue(last.contains("815 lines of the manifest\nclean"), last);

    String mark = "tutorial: platform, seen";
    CommandRun seen = run(block(readme, mark).strip());
    assertEquals(ExitCode.NO, seen.code());
    int end = readme.indexOf("```\n", readme.indexOf(mark)) + 4;
    assertEquals(blockBehind(readme, end), seen.output());
  }
}

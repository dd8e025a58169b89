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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the tutorials of a key and of a CD, line for line, wherever they are shown. */
class MediaTutorialTest {
  @TempDir private static Path folder;

  @BeforeAll
  static void makeMedia() throws IOException {
    build("usb", "smartos-mini.usb.gz", "smartos.usb.gz", "--size", "160m", "--esp-size", "34m");
    build("iso", "smartos-mini.iso.gz", "smartos.iso");
    Files.writeString(folder.resolve("my-system"), "set moddebug=1\n");
    Files.writeString(folder.resolve("my-sd.conf"), "name=\"sd\" class=\"scsi\";\n");
  }

  private static void build(String kind, String boot, String name, String... more) {
    List<Object> arguments =
        new ArrayList<>(
            List.of(
                "build",
                "--medium",
                kind,
                "--from-platform",
                Samples.PLATFORM,
                "--boot",
                Testdata.of("media", boot),
                "--out",
                folder.resolve(name)));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.of(arguments.toArray());
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
  }

  private static String blockBehind(String text, int at) {
    int start = text.indexOf("```", at);
    return text.substring(text.indexOf('\n', start) + 1, text.indexOf("```\n", start + 3));
  }

  private static CommandRun run(String line) {
    List<Object> arguments = new ArrayList<>();
    String here = Matcher.quoteReplacement(folder + "/");
    for (String word : Splitter.on(' ').omitEmptyStrings().split(line)) {
      arguments.add(word.replaceAll("(^|=)(smartos|traced|new|my-)", "$1" + here + "$2"));
    }
    assertEquals("archive-tool", arguments.remove(0));
    return CommandRun.of(arguments.toArray());
  }

  @ParameterizedTest
  @CsvSource({
    "README.md, key, 0",
    "README.md, cd, 1",
    "archive-builder/docs/media.md, key, 0",
    "archive-builder/docs/media.md, cd, 1"
  })
  void theTutorialDoesWhatItSays(String document, String medium, int lastCode) throws IOException {
    String text = Files.readString(Testdata.CHECKOUT.resolve(document));
    int mark = text.indexOf("<!-- tutorial: " + medium + " -->");
    assertTrue(mark >= 0, document);
    List<String> lines = blockBehind(text, mark).lines().toList();
    assertEquals(3, lines.size(), document);
    CommandRun last = run(lines.get(0));
    for (String line : lines.subList(1, 3)) {
      CommandRun before = last;
      assertEquals(ExitCode.GOOD, before.code(), () -> before.output() + before.errors());
      last = run(line);
    }
    assertEquals(lastCode, last.code(), last.output() + last.errors());
    int seen = text.indexOf("<!-- tutorial: " + medium + ", seen -->");
    if (document.equals("README.md")) {
      assertTrue(seen >= 0, document);
      assertEquals(blockBehind(text, seen), last.output());
    }
  }
}

package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bootarchive.testing.DlangVectors;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.TracedImage;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and docs/dtrace.md show of compiling D, run as it stands there. */
class CompiledTutorialTest {
  private static final Path README = Testdata.CHECKOUT.resolve("README.md");
  private static final Path DOCUMENT = Testdata.CHECKOUT.resolve("archive-builder/docs/dtrace.md");
  private static final String TOOL = "archive-tool ";

  /** What the documents call the key. */
  private static final String KEY = "/mnt/usbkey";

  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

  @TempDir private static Path folder;
  private static Path key;
  private static Path menu;
  private static Path archive;
  private static byte[] oldMenu;

  @BeforeAll
  static void makeKey() throws IOException {
    key = PlatformFixture.usbKey(folder);
    menu = key.resolve("boot/grub/menu.lst");
    archive = key.resolve("os/20260101T000000Z/platform/i86pc/amd64/boot_archive");
    TracedImage.replace(archive, DlangVectors.unpack(folder), folder);
    oldMenu = Files.readAllBytes(menu);
  }

  /** Takes a line apart as a shell does: blanks between words, apostrophes around some. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    return words;
  }

  private static List<String> commands(String block) {
    return block.replace("\\\n", " ").lines().filter(line -> line.startsWith(TOOL)).toList();
  }

  private static CommandRun run(String command) {
    List<Object> words = new ArrayList<>();
    for (String word : words(command.substring(TOOL.length()))) {
      boolean file = List.of("traced", "dtrace.conf", "begin").contains(word);
      words.add(file ? folder.resolve("made-" + word) : word.replace(KEY, key.toString()));
    }
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(ExitCode.GOOD, run.code(), () -> command + "\n" + run.output() + run.errors());
    assertEquals("", run.errors());
    return run;
  }

  @Test
  void threeCommandsTraceTheNextBootShowItAndTakeItOutAgain() throws IOException {
    String readme = Files.readString(README);
    Matcher block = BLOCK.matcher(readme);
    assertTrue(block.find(readme.indexOf("<!-- tutorial: hang -->")));
    List<String> commands = commands(block.group(1));
    assertEquals(3, commands.size());
    CommandRun compiled = run(commands.get(0));
    assertEquals(
        List.of(
            "enabling probe 0 (fbt::rts_new_rtsmsg:entry)",
            "enabling probe 1 (proc:::exec-success)",
            "enabling probe 2 (dtrace:::ERROR)",
            "verdict: would boot"),
        compiled.lines().subList(0, 4));
    String shown = run(commands.get(1)).output();
    assertTrue(
        shown.contains("printf(\"%u %s pid=%d\", timestamp, execname, pid);\n    stack();"), shown);
    assertTrue(shown.contains("read from /system/boot/kernel/drv/dtrace.conf"), shown);
    run(commands.get(2));
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
  }

  @Test
  void theNtpExampleIsCompiledToTheEnablingThatDtraceMade() throws IOException {
    Matcher example =
        Pattern.compile("\n    dtrace -A (-n .*?\\n.*?)\n").matcher(Files.readString(README));
    assertTrue(example.find());
    Path out = folder.resolve("ntp.conf");
    List<Object> words = new ArrayList<>(List.of("anon", "compile"));
    words.addAll(words(example.group(1).replace("\\\n", " ")));
    words.addAll(List.of("--image", archive, "--out", out));
    CommandRun run = CommandRun.of(words.toArray());
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    // The bytes differ in addresses in the compiler, and in what no section covers.
    assertEquals(
        CommandRun.of("anon", "show", "--disassemble", Testdata.of("anon", "dtrace.conf")).output(),
        CommandRun.of("anon", "show", "--disassemble", out).output());
    assertEquals(lengths(Testdata.of("anon", "dtrace.conf")), lengths(out));
    String transcript =
        Files.readString(Testdata.of("anon", "tutorial.txt"), StandardCharsets.ISO_8859_1);
    String shown = CommandRun.of("anon", "show", out).output();
    String programs =
        transcript.substring(
            transcript.indexOf("dof-data-0\n"), transcript.indexOf("\nforce-load"));
    assertTrue(shown.contains(programs), shown);
  }

  /** Returns how many bytes each DOF has. */
  private static List<Integer> lengths(Path conf) throws IOException {
    return Files.readAllLines(conf, StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.startsWith("dof-data-"))
        .map(line -> line.split(",").length)
        .toList();
  }

  @Test
  void theCommandsOfTheDocumentRun() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(DOCUMENT));
    int count = 0;
    while (block.find()) {
      for (String command : commands(block.group(1))) {
        if (!command.contains("dtrace.sh")) {
          run(command);
          count++;
        }
      }
    }
    assertEquals(6, count);
    assertArrayEquals(oldMenu, Files.readAllBytes(menu));
    assertTrue(Files.size(folder.resolve("made-traced")) > 0);
    assertTrue(Files.exists(folder.resolve("made-begin.opt.dof")));
  }
}

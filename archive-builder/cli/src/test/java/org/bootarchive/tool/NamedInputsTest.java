package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bootarchive.ufs.testing.Fixtures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An error says which file it is of, as the user named it, and what can be done with it. */
class NamedInputsTest {
  private static final String CLOSED = "standard input: it is closed";

  @TempDir private Path folder;
  private Path sound;
  private Path damaged;
  private Path report;

  /** Makes two archives of the same files, one of them with a usr.lgz that cannot be read. */
  @BeforeEach
  void buildArchives() throws IOException {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    Path inner = Files.createDirectories(folder.resolve("inner/bin"));
    Files.write(inner.resolve("noise"), noise);
    Path usr = folder.resolve("usr.ufs");
    good("build", "--from", inner.getParent(), "--out", usr);
    Path tree = Files.createDirectories(folder.resolve("tree/usr")).getParent();
    Files.writeString(tree.resolve("system"), "set a=1\n");
    good("lofi", "compress", "--segment", "8192", usr, tree.resolve("usr.lgz"));
    sound = folder.resolve("sound");
    good("build", "--from", tree, "--out", sound);
    damaged = folder.resolve("damaged");
    byte[] bytes = Files.readAllBytes(sound);
    int lofi = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("gzip\0");
    // Behind the header and the index, the compressed segments themselves.
    Arrays.fill(bytes, lofi + 1024, lofi + 20_000, (byte) 0x55);
    Files.write(damaged, bytes);
    report = folder.resolve("report.html");
  }

  private static void good(Object... command) {
    CommandRun run = CommandRun.of(command);
    assertEquals(0, run.code(), run.errors());
  }

  /** Returns the one line that a command that cannot read its input says. */
  private static String refusal(CommandRun run) {
    assertEquals(ExitCode.INPUT, run.code(), run.output() + run.errors());
    List<String> lines = new ArrayList<>(run.errorLines());
    lines.removeIf(line -> line.startsWith("note: "));
    assertEquals(1, lines.size(), run.errors());
    return lines.get(0);
  }

  private static void assertNames(Path file, CommandRun run) {
    String line = refusal(run);
    assertTrue(line.startsWith("archive-tool: " + file + ": usr.lgz: "), line);
  }

  @Test
  void aDamagedContentOfTwoArchivesIsOfTheFileThatIsNamed() {
    assertNames(damaged, CommandRun.of("diff", damaged, sound));
    assertNames(damaged, CommandRun.of("diff", sound, damaged));
    assertNames(damaged, CommandRun.of("report", sound, "--against", damaged, "--out", report));
  }

  @Test
  void aFileThatIsNoArchiveIsNamedOnEitherSide() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "no archive\n".repeat(2000));
    for (CommandRun run :
        List.of(
            CommandRun.of("diff", text, sound),
            CommandRun.of("diff", sound, text),
            CommandRun.of("report", text, "--against", sound, "--out", report),
            CommandRun.of("report", sound, "--against", text, "--out", report))) {
      String line = refusal(run);
      assertTrue(line.startsWith("archive-tool: " + text + ": by its first bytes no "), line);
    }
  }

  @Test
  void aHintNamesOptionsOfItsCommandAlone() {
    CommandRun diff = CommandRun.of("diff", sound, damaged);
    assertTrue(diff.errors().contains("--no-nested"), diff.errors());
    CommandRun ofReport = CommandRun.of("report", sound, "--against", damaged, "--out", report);
    assertFalse(ofReport.errors().contains("--no-nested"), ofReport.errors());
  }

  @Test
  void anIsoWithoutItsMagicIsNoDamagedUfs() throws IOException {
    Path iso = folder.resolve("archive.iso");
    good("convert", sound, "--to", "hsfs", "--out", iso);
    byte[] bytes = Files.readAllBytes(iso);
    Arrays.fill(bytes, 32769, 32774, (byte) 'X');
    Files.write(iso, bytes);
    for (CommandRun run :
        List.of(
            CommandRun.of("inspect", iso),
            CommandRun.of("cat", iso, "system"),
            CommandRun.of("report", iso, "--out", report))) {
      String line = refusal(run);
      assertTrue(line.startsWith("archive-tool: " + iso + ": by its first bytes no UFS"), line);
      assertTrue(line.contains("ISO 9660"), line);
    }
    CommandRun check = CommandRun.of("check", iso);
    assertEquals(ExitCode.INPUT, check.code());
    assertTrue(check.errors().startsWith("note: " + iso + ": by its first bytes"), check.errors());
    CommandRun json = CommandRun.of("check", "--json", iso);
    assertFalse(json.output().contains("first bytes"), json.output());
  }

  @Test
  void anImageThatEndsBeforeItsFilesIsNamed() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("large"));
    Files.write(tree.resolve("a"), new byte[] {'a'});
    byte[] random = new byte[1 << 20];
    new Random(1).nextBytes(random);
    Files.write(tree.resolve("b"), random);
    Path cut = folder.resolve("cut");
    good("build", "--from", tree, "--out", cut);
    Files.delete(folder.resolve("cut.hash"));
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 600_000));
    for (CommandRun run :
        List.of(
            CommandRun.of("cat", cut, "b"),
            CommandRun.of("extract", cut, "--to", folder.resolve("to")),
            CommandRun.of("patch", cut, "--mkdir", "c", "--out", folder.resolve("new")))) {
      String line = refusal(run);
      assertTrue(line.startsWith("archive-tool: " + cut + ": "), line);
    }
  }

  @Test
  void aDirectoryThatIsMetTwiceIsOfTheImageThatIsNamed() throws IOException {
    Path image = folder.resolve("loop");
    Files.write(image, Fixtures.checkImage("091.img"));
    for (CommandRun run :
        List.of(
            CommandRun.of("inspect", "-R", image),
            CommandRun.of("extract", image, "--to", folder.resolve("to")))) {
      String line = refusal(run);
      assertTrue(line.startsWith("archive-tool: " + image + ": directory of inode "), line);
      assertTrue(line.contains(" second time"), line);
    }
  }

  @Test
  void aCutIsoIsNamed() throws IOException {
    Path iso = folder.resolve("archive.iso");
    good("convert", sound, "--to", "hsfs", "--out", iso);
    Files.write(iso, Arrays.copyOf(Files.readAllBytes(iso), 40_000));
    String line = refusal(CommandRun.of("inspect", iso));
    assertTrue(line.startsWith("archive-tool: " + iso + ": "), line);
  }

  @Test
  void theStandardInputIsCalledSo() {
    String text = "no archive\n".repeat(2000);
    for (CommandRun run :
        List.of(
            CommandRun.withInput(text, "inspect", "-"),
            CommandRun.withInput(text, "diff", sound, "-"),
            CommandRun.withInput(text, "report", "-", "--out", report),
            CommandRun.withInput(text, "convert", "-", "--to", "cpio", "--out", "x"),
            CommandRun.withInput(text, "lofi", "uncompress", "-", folder.resolve("x")),
            CommandRun.withInput(text, "patch", "-", "--mkdir", "a", "--out", folder.resolve("x")),
            CommandRun.withInput(text, "inspect", "-", "--slice", "0"))) {
      String line = refusal(run);
      assertTrue(line.startsWith("archive-tool: standard input: "), line);
      assertFalse(line.contains("standard-input"), line);
      assertEquals(line.indexOf("standard input"), line.lastIndexOf("standard input"), line);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aClosedStandardInputIsNoFileOfTheJvm() throws Exception {
    for (List<String> command :
        List.of(
            List.of("hash", "-"),
            List.of("inspect", "-"),
            List.of("lookup", "--module", "type=rootfs", sound.toString(), "--stdin"))) {
      CommandRun run = withInput("<&-", command);
      assertTrue(refusal(run).startsWith("archive-tool: " + CLOSED), run.errors());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFileOfTheJvmThatIsSentInIsReadAsAnyOther() throws Exception {
    Path file = Path.of(System.getProperty("java.home"), "lib", "modules");
    CommandRun run = withInput("<'" + file + "'", List.of("hash", "-"));
    assertEquals(CommandRun.of("hash", file).output(), run.output(), run.errors());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anInputThatCannotBeReadIsNamed() throws Exception {
    CommandRun run = withInput("<'" + folder + "'", List.of("inspect", "-"));
    String line = refusal(run);
    assertTrue(line.startsWith("archive-tool: standard input: "), line);
  }

  private static CommandRun withInput(String redirection, List<String> command) throws Exception {
    List<String> shell = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + redirection, "sh"));
    shell.addAll(ProcessRun.tool(List.of(), command));
    ProcessRun run = ProcessRun.await(ProcessRun.builder(shell));
    return new CommandRun(run.code(), run.output(), run.errors());
  }
}

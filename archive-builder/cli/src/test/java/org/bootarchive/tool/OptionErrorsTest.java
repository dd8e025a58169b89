package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with an option is said with its name, before the work. */
class OptionErrorsTest {
  private static final Path MEDIUM = Path.of("../../testdata/media/smartos-mini.usb.gz");
  private static final Path PLATFORM =
      Path.of("../../testdata/fixtures/platform-20260101T000000Z.tgz");

  @TempDir private Path folder;
  private Path image;

  @BeforeEach
  void buildImage() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.writeString(tree.resolve("a"), "a\n");
    image = folder.resolve("image");
    assertEquals(0, CommandRun.of("build", "--from", tree, "--out", image).code());
  }

  private static String refusal(int code, CommandRun run) {
    assertEquals(code, run.code(), run.output() + run.errors());
    assertEquals(1, run.errorLines().size(), run.errors());
    return run.errorLines().get(0);
  }

  @Test
  void aFileWhereAnOptionNamesItIsToldTheOptions() {
    for (String command : List.of("simulate", "modules")) {
      String line = refusal(ExitCode.USAGE, CommandRun.of(command, image));
      assertTrue(line.contains(image + ": say with an option what this file is: "), line);
      for (String option : List.of("--platform", "--media", "--menu", "--module")) {
        assertTrue(line.contains(option), line);
      }
    }
    String overlay = refusal(ExitCode.USAGE, CommandRun.of("overlay", image));
    assertTrue(overlay.contains("--media") && !overlay.contains("--platform"), overlay);
  }

  @Test
  void aPlatformsTarIsAPlatform() throws IOException {
    Path directory = PlatformFixture.unpack(folder).directory();
    for (String command : List.of("simulate", "modules")) {
      for (List<String> form : List.of(List.<String>of(), List.of("--json"))) {
        CommandRun expected =
            CommandRun.ofBoth(List.of(command, "--platform", directory), form.toArray());
        CommandRun run =
            CommandRun.ofBoth(List.of(command, "--platform", PLATFORM), form.toArray());
        assertEquals(expected, run);
      }
    }
    assertEquals(
        CommandRun.of("lookup", "--platform", directory, "etc/system"),
        CommandRun.of("lookup", "--platform", PLATFORM, "etc/system"));
  }

  @Test
  void aTarThatIsNoPlatformIsNamed() throws IOException {
    Path text = Files.writeString(folder.resolve("text.tgz"), "no tar");
    String line = refusal(ExitCode.INPUT, CommandRun.of("simulate", "--platform", text));
    assertTrue(line.startsWith("archive-tool: " + text), line);
  }

  @Test
  void anInputThatIsNoDirectoryIsNotToldToHaveAnotherName() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "a\n");
    Path out = folder.resolve("out");
    for (CommandRun run :
        List.of(
            CommandRun.of("build", "--from", file, "--out", out),
            CommandRun.of("patch", image, "--tree", file, "--out", out))) {
      assertEquals(
          "archive-tool: " + file + ": is no directory; check the path",
          refusal(ExitCode.INPUT, run));
    }
  }

  @Test
  void aNumberThatNoFileSystemHasIsToldWithItsOptionAndWhatIsAllowed() {
    refused(ExitCode.NO, "--nbpi", "1", "the least is 512");
    refused(ExitCode.NO, "--fsize", "8192", "do not go with blocks of 4096");
    refused(ExitCode.USAGE, "--fsize", "100", "a power of two from 512 to 8192");
    refused(ExitCode.USAGE, "--fsize", "-512", "a power of two from 512 to 8192");
    refused(ExitCode.USAGE, "--bsize", "1234", "4096 or 8192");
    refused(ExitCode.NO, "--size", "10", "the smallest takes some 64 KiB");
    refused(ExitCode.NO, "--free", "3221225472000", "are to stay free, more than any UFS has");
  }

  private void refused(int code, String option, String number, String allowed) {
    String line =
        refusal(
            code,
            CommandRun.of(
                "build",
                "--from",
                folder.resolve("tree"),
                "--all-root",
                "--out",
                folder.resolve("new"),
                option,
                number));
    assertTrue(line.contains(": " + option + " " + number + ": "), line);
    assertTrue(line.contains(allowed), line);
  }

  @Test
  void aDirectoryThatIsNotThereIsToldWithItsOption() {
    Path missing = folder.resolve("missing");
    Path out = missing.resolve("x");
    String option = "archive-tool: --out " + out + ": there is no directory " + missing;
    for (CommandRun run :
        List.of(
            CommandRun.of("build", "--from", folder.resolve("tree"), "--out", out),
            CommandRun.of("convert", image, "--to", "cpio", "--out", out),
            CommandRun.of("patch", image, "--mkdir", "b", "--out", out),
            CommandRun.of("report", image, "--out", out),
            CommandRun.of("anon", "compile", "-n", "BEGIN", "-Z", "--out", out))) {
      assertTrue(refusal(ExitCode.INPUT, run).startsWith(option), run.errors());
    }
    String tar = refusal(ExitCode.INPUT, CommandRun.of("extract", image, "--tar", out));
    assertTrue(tar.startsWith("archive-tool: --tar " + out + ": there is no directory"), tar);
    String dof =
        refusal(
            ExitCode.INPUT, CommandRun.of("anon", "compile", "-n", "BEGIN", "-Z", "--dof", out));
    assertTrue(dof.startsWith("archive-tool: --dof " + out + ": there is no directory"), dof);
    assertFalse(Files.exists(missing));
  }

  @Test
  void aNewMediumCannotBeADirectory() {
    // The file that is added is not there: what is wrong with --out is told before it is read.
    CommandRun run =
        CommandRun.of(
            "overlay", "--media", MEDIUM, "--add", "b=" + folder.resolve("no"), "--out", folder);
    String line = refusal(ExitCode.INPUT, run);
    assertTrue(line.startsWith("archive-tool: --out " + folder + ": is a directory"), line);
  }

  @Test
  void anEmptyNameOfAFileIsWrongUsage() {
    for (CommandRun run :
        List.of(
            CommandRun.of("extract", image, "--to", ""),
            CommandRun.of("extract", image, "--tar", ""),
            CommandRun.of("convert", image, "--to", "cpio", "--out", ""),
            CommandRun.of("build", "--from", "", "--out", folder.resolve("x")),
            CommandRun.of("inspect", ""))) {
      String line = refusal(ExitCode.USAGE, run);
      assertTrue(line.contains("'' is no name of a file"), line);
    }
  }

  @Test
  void whoHashesAMediumIsToldThatItIsOne() throws IOException {
    Path medium = folder.resolve("medium.usb");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(MEDIUM))) {
      Files.copy(in, medium);
    }
    CommandRun alone = CommandRun.of("hash", image);
    assertEquals("", alone.errors());
    for (Path file : List.of(medium, MEDIUM)) {
      CommandRun run = CommandRun.of("hash", file);
      assertEquals(0, run.code(), run.errors());
      assertEquals(41, run.output().length());
      assertTrue(run.errors().startsWith("note: " + file + " is a medium, "), run.errors());
      assertTrue(run.errors().contains("modules --media FILE"), run.errors());
    }
    assertEquals("", CommandRun.of("hash", PLATFORM).errors());
    Path hash = folder.resolve("medium.hash");
    Files.writeString(hash, CommandRun.of("hash", medium).output());
    CommandRun verify = CommandRun.of("verify", medium, hash, "--json");
    assertEquals(0, verify.code(), verify.errors());
    assertTrue(verify.errors().startsWith("note: " + medium + " is a medium, "), verify.errors());
    assertTrue(CommandRun.of("modules", "--media", medium).output().contains("hash: accepted"));
  }

  @Test
  void anArchiveThatIsAnIsoIsHashedWithoutANote() {
    Path iso = folder.resolve("archive.iso");
    assertEquals(0, CommandRun.of("convert", image, "--to", "hsfs", "--out", iso).code());
    assertEquals("", CommandRun.of("hash", iso).errors());
  }
}

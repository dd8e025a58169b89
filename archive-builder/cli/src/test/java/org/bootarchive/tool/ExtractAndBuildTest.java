package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The sample platform taken apart and put together again, and what check says of the result. */
class ExtractAndBuildTest {
  @TempDir private Path folder;

  private Path platform = Path.of("");
  private Path archive = Path.of("");

  @BeforeEach
  void unpack() throws IOException {
    PlatformImage image = PlatformFixture.unpack(folder);
    platform = image.directory();
    archive = image.bootArchive();
  }

  private Path tar(List<String> options) {
    Path tar = folder.resolve("files" + options.size() + ".tar");
    CommandRun run =
        CommandRun.ofBoth(List.of("extract", archive, "--tar", tar), options.toArray());
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    return tar;
  }

  @Test
  void anExtractionOfAfterBootIsNotBuiltWithUsrTwice() {
    Path built = folder.resolve("built");
    CommandRun run = CommandRun.of("build", "--tar", tar(List.of()), "--out", built);
    assertEquals(ExitCode.INPUT, run.code());
    assertEquals(1, run.errorLines().size(), run.errors());
    assertTrue(run.errors().contains("usr.lgz holds too"), run.errors());
    assertTrue(run.errors().contains("extract with --no-nested"), run.errors());
    assertTrue(run.errors().contains("build --platform"), run.errors());
    assertFalse(Files.exists(built));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes and links are lost there")
  void anExtractedDirectoryOfAfterBootIsNotBuiltEither() {
    Path files = folder.resolve("files");
    assertTrue(CommandRun.of("extract", archive, "--to", files).code() <= ExitCode.NO);
    CommandRun run = CommandRun.of("build", "--from", files, "--out", folder.resolve("built"));
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.errors().contains("extract with --no-nested"), run.errors());
  }

  @Test
  void theArchivesOwnFilesComeBackAsTheyWere() {
    Path built = folder.resolve("built");
    CommandRun run = CommandRun.of("build", "--tar", tar(List.of("--no-nested")), "--out", built);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    CommandRun diff = CommandRun.of("diff", archive, built);
    assertEquals(ExitCode.GOOD, diff.code(), diff.output());
    assertEquals(ExitCode.GOOD, CommandRun.of("diff", "--no-nested", archive, built).code());
  }

  @Test
  void aPlatformThatIsBuiltOfThemHasUsrInUsrLgzAgain() {
    Path built = folder.resolve("platform.tgz");
    CommandRun run =
        CommandRun.of(
            "build",
            "--platform",
            "--tar",
            tar(List.of()),
            "--size",
            "28m",
            "--usr-size",
            "14m",
            "--out",
            built);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    List<String> lines = CommandRun.of("diff", archive, built).lines();
    assertTrue(lines.contains("M f usr.lgz content,mtime"), lines.toString());
    for (String line : lines) {
      assertTrue(line.startsWith("M "), line);
      assertTrue(!line.contains(" content") || line.startsWith("M f usr.lgz "), line);
    }
  }

  @Test
  void theSameTreePutTwiceChangesNothingTheSecondTime() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree/usr/lib/own")).getParent();
    Files.writeString(tree.resolve("own/readme"), "text\n");
    Path once = folder.resolve("once");
    Path twice = folder.resolve("twice");
    Path top = folder.resolve("tree");
    assertEquals(
        ExitCode.GOOD,
        CommandRun.of("patch", archive, "--tree", top, "--all-root", "--out", once).code());
    assertEquals(
        ExitCode.GOOD,
        CommandRun.of("patch", once, "--tree", top, "--all-root", "--out", twice).code());
    assertArrayEquals(Files.readAllBytes(once), Files.readAllBytes(twice));
  }

  private CommandRun checkAfter(String... edits) {
    Path patched = folder.resolve("patched");
    CommandRun patch =
        CommandRun.ofBoth(List.of("patch", platform, "--out", patched), (Object[]) edits);
    assertEquals(ExitCode.GOOD, patch.code(), patch.errors());
    return CommandRun.of("check", patched, "--no-traps");
  }

  @Test
  void checkWarnsOfARootThatIsNearlyFull() {
    CommandRun check = checkAfter("--grow", "13200k");
    assertEquals(ExitCode.GOOD, check.code());
    assertTrue(
        check
            .output()
            .contains("warning [root-nearly-full] the root image is full to more than 95 percent"),
        check.output());
  }

  @Test
  void checkWarnsOfAUsrThatIsNearlyFull() {
    CommandRun check = checkAfter("--grow-usr", "6200k");
    assertEquals(ExitCode.GOOD, check.code());
    assertTrue(
        check.output().contains("warning [usr-nearly-full] the file system in usr.lgz is full"),
        check.output());
  }

  @Test
  void checkTellsOfAFileThatTheKernelPanicsWithout() {
    CommandRun check = checkAfter("--remove", "etc/name_to_major");
    assertTrue(
        check.output().contains("[archive-file-missing] major numbers is not there"),
        check.output());
  }

  @Test
  void aHashThatIsNotTheArchivesIsToldBeforeAPatch() throws IOException {
    Files.writeString(platform.resolve(PlatformImage.HASH), "0".repeat(40) + "\n");
    CommandRun patch =
        CommandRun.of("patch", platform, "--mkdir", "x", "--out", folder.resolve("patched"));
    assertEquals(ExitCode.GOOD, patch.code());
    assertTrue(patch.errors().startsWith("warning: "), patch.errors());
    assertTrue(patch.errors().contains("hash mismatch"), patch.errors());
  }
}

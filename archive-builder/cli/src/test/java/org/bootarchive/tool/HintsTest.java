package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the library says without naming an option, the command line says with it. */
class HintsTest {
  private static final String WRITE = "see hash --write";

  @TempDir private Path folder;

  private Path hashFile() throws IOException {
    return PlatformFixture.unpack(folder).directory().resolve("i86pc/amd64/boot_archive.hash");
  }

  /** Returns what the text says to do about a finding. */
  private static String advice(CommandRun run, String code) {
    List<String> lines = Stream.concat(run.lines().stream(), run.errorLines().stream()).toList();
    for (int i = 0; i + 1 < lines.size(); i++) {
      if (lines.get(i).contains("[" + code + "]")) {
        return lines.get(i + 1);
      }
    }
    throw new AssertionError("no " + code + " in " + run.output());
  }

  @Test
  void aPlatformWithoutHashIsToldHowToWriteOne() throws IOException {
    Files.delete(hashFile());
    CommandRun run = CommandRun.of("check", folder.resolve("platform"));
    assertEquals("  -> " + WRITE, advice(run, "platform-hash-missing"));
  }

  @Test
  void aPlatformOfAnotherHashIsToldHowToWriteItAnew() throws IOException {
    Path hash = hashFile();
    Files.writeString(hash, "0".repeat(40) + "\n");
    Path platform = folder.resolve("platform");
    assertEquals(
        "  -> " + WRITE, advice(CommandRun.of("check", platform), "platform-hash-mismatch"));
    assertTrue(
        advice(CommandRun.of("simulate", "--platform", platform), "hash-mismatch").endsWith(WRITE));
    CommandRun json = CommandRun.of("simulate", "--platform", platform, "--json");
    assertFalse(json.output().contains(WRITE), json.output());
    Files.writeString(hash, "!".repeat(40) + "\n");
    assertEquals("  -> " + WRITE, advice(CommandRun.of("check", platform), "platform-hash-panic"));
    CommandRun written =
        CommandRun.of("hash", "--write", platform.resolve("i86pc/amd64/boot_archive"));
    assertEquals(ExitCode.GOOD, written.code());
    assertFalse(CommandRun.of("check", platform).output().contains(WRITE));
  }

  @Test
  void modulesThatAreNotThereAreToldOfTheRoot() throws IOException {
    Path menu =
        Files.writeString(
            folder.resolve("menu.lst"), "title a\nkernel /unix\nmodule /archive type=rootfs\n");
    Files.writeString(folder.resolve("unix"), "x");
    CommandRun dry = CommandRun.of("simulate", "--menu", menu, "--root", folder);
    assertTrue(advice(dry, "module-missing").endsWith("; see --root"), dry.output());
    CommandRun modules = CommandRun.of("modules", "--menu", menu, "--root", folder);
    assertEquals(ExitCode.INPUT, modules.code());
    assertTrue(modules.errors().contains("; see --root"), modules.errors());
    Path file = Files.writeString(folder.resolve("a"), "x");
    CommandRun overlay =
        CommandRun.of(
            "overlay", "--add", "etc/a=" + file, "--menu", menu, "--out", folder, "--dry-run");
    assertTrue(
        advice(overlay, "no-answers").endsWith("; see --root, and simulate"), overlay.errors());
  }

  @Test
  void aFileOfAnotherVolumeIsToldOfTheRoot() throws IOException {
    Path volume = Files.createDirectory(folder.resolve("volume"));
    Path conf = Files.writeString(folder.resolve("loader.conf.local"), "");
    Path file = Files.writeString(folder.resolve("a"), "x");
    CommandRun run =
        CommandRun.of(
            "overlay",
            "--add",
            "etc/a=" + file,
            "--loader-conf",
            conf,
            "--root",
            volume,
            "--out",
            volume);
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.errors().strip().endsWith("; see --root"), run.errors());
    assertEquals(1, run.errorLines().size());
  }

  @Test
  void whatTheSystemRefusesIsSaidWithWhatHelps() {
    assertEquals(
        "/x: permission denied; check the owner and the permissions",
        Hints.describe(new AccessDeniedException("/x")));
    assertEquals(
        "/x: No space left on device; make room there, or choose another place",
        Hints.describe(new FileSystemException("/x", null, "No space left on device")));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    String full = "No space left on device";
    assertEquals(
        temporary.resolve("x") + ": " + full + "; make room there, or choose another place",
        Hints.describe(new FileSystemException(temporary.resolve("x").toString(), null, full)));
    String file = temporary.resolve("medium123456789.tmp").toString();
    assertEquals(
        file
            + ": "
            + full
            + "; make room there, or choose another place for temporary files"
            + " (java -Djava.io.tmpdir=DIR)",
        Hints.describe(new FileSystemException(file, null, full)));
    assertEquals(
        "/x: Read-only file system; choose another place",
        Hints.describe(new FileSystemException("/x", null, "Read-only file system")));
  }
}

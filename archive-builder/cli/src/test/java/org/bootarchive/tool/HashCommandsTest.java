package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashCommandsTest {
  private static final String SHA1 = "a9993e364706816aba3e25717850c26c9cd0d89d";

  @TempDir private Path folder;
  private Path archive;
  private Path hashFile;

  @BeforeEach
  void writeArchive() throws IOException {
    archive = Files.writeString(folder.resolve("boot_archive"), "abc");
    hashFile = folder.resolve("boot_archive.hash");
  }

  @Test
  void hashPrintsFortyDigitsAndWritesNothing() {
    assertEquals(new CommandRun(0, SHA1 + "\n", ""), CommandRun.of("hash", archive));
    assertFalse(Files.exists(hashFile));
  }

  @Test
  void hashWritesTheHashFileAsSmartOsDoes() throws IOException {
    assertEquals(0, CommandRun.of("hash", "--write", archive).code());
    assertEquals(SHA1 + "\n", Files.readString(hashFile));
  }

  @Test
  void verifyGivesTheKernelsAnswerAndExitCode() throws IOException {
    verifies(0, "accepted " + SHA1, SHA1 + "\n");
    verifies(0, "accepted " + SHA1, SHA1.toUpperCase(Locale.ROOT));
    verifies(1, "mismatch " + SHA1, "0".repeat(40));
    verifies(1, "not checked: ", SHA1.substring(1));
    verifies(1, "panic: bad ASCII hex character \\x0a", "\n" + SHA1);
    Files.delete(hashFile);
    CommandRun run = CommandRun.of("verify", archive);
    assertEquals(1, run.code());
    assertTrue(run.output().startsWith("not checked: there is no hash file"), run.output());
  }

  private void verifies(int exitCode, String start, String hash) throws IOException {
    Files.writeString(hashFile, hash);
    CommandRun run = CommandRun.of("verify", archive);
    assertTrue(run.output().startsWith(start), run.output());
    assertEquals(exitCode, run.code());
    assertEquals("", run.errors());
  }

  @Test
  void anotherHashFileCanBeNamed() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), SHA1);
    assertEquals(0, CommandRun.of("verify", archive, other).code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot_archive", "boot_archive.gz"})
  void ofAGzipFileTheUnpackedArchivesHashCounts(String name) throws IOException {
    Path packed = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("abc".getBytes(StandardCharsets.US_ASCII));
    }
    Files.writeString(hashFile, SHA1 + "\n");
    CommandRun good =
        new CommandRun(0, "accepted " + SHA1 + ": matches (the unpacked archive's)\n", "");
    assertEquals(good, CommandRun.of("verify", packed));
    assertEquals(new CommandRun(0, SHA1 + "\n", ""), CommandRun.of("hash", packed));
    Files.writeString(hashFile, "0".repeat(40));
    assertEquals(1, CommandRun.of("verify", packed).code());
    assertEquals(0, CommandRun.of("hash", "--write", packed).code());
    assertEquals(good, CommandRun.of("verify", packed));
  }

  @Test
  void aHashFileOfTheWholeNameOfAGzipFileIsTakenIfThereIsNoOther() throws IOException {
    Path packed = folder.resolve("miniroot.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("abc".getBytes(StandardCharsets.US_ASCII));
    }
    Files.writeString(folder.resolve("miniroot.gz.hash"), SHA1);
    assertEquals(0, CommandRun.of("verify", packed).code());
    Files.writeString(folder.resolve("miniroot.hash"), "0".repeat(40));
    assertEquals(1, CommandRun.of("verify", packed).code());
  }

  @Test
  void aPlatformDirectoryStandsForItsArchive() throws IOException {
    for (String layout : new String[] {"a", "b/platform", "c/platform-x", "d/os/x/platform"}) {
      Path top = folder.resolve(layout);
      Path inside = Files.createDirectories(top.resolve("i86pc/amd64"));
      Files.copy(archive, inside.resolve("boot_archive"));
      Path given = folder.resolve(layout.substring(0, 1));
      CommandRun before = CommandRun.of("verify", given);
      assertEquals(1, before.code());
      assertTrue(before.output().startsWith("not checked: "), before.output());
      assertEquals(SHA1 + "\n", CommandRun.of("hash", "--write", given).output());
      assertEquals(SHA1 + "\n", Files.readString(inside.resolve("boot_archive.hash")));
      assertEquals(
          new CommandRun(0, "accepted " + SHA1 + "\n", ""), CommandRun.of("verify", given));
    }
  }

  @Test
  void ofSeveralFilesEachHashHasItsName() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    String ofEmpty = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    String lines = SHA1 + "  " + archive + "\n" + ofEmpty + "  " + empty + "\n";
    assertEquals(new CommandRun(0, lines, ""), CommandRun.of("hash", archive, "--write", empty));
    assertEquals(SHA1 + "\n", Files.readString(hashFile));
    assertEquals(ofEmpty + "\n", Files.readString(folder.resolve("empty.hash")));
    CommandRun missing = CommandRun.of("hash", archive, folder.resolve("missing"), empty);
    assertEquals(3, missing.code());
    assertEquals(SHA1 + "  " + archive + "\n", missing.output());
  }

  @Test
  void theStandardInputIsHashedAndVerified() throws IOException {
    assertEquals(new CommandRun(0, SHA1 + "\n", ""), CommandRun.withInput("abc", "hash", "-"));
    CommandRun write = CommandRun.withInput("abc", "hash", "-", "--write");
    assertEquals(2, write.code(), write.errors());
    assertEquals(2, CommandRun.withInput("abc", "verify", "-").code());
    Files.writeString(hashFile, SHA1);
    assertEquals(
        new CommandRun(0, "accepted " + SHA1 + "\n", ""),
        CommandRun.withInput("abc", "verify", "-", hashFile));
    assertEquals(1, CommandRun.withInput("abd", "verify", "-", hashFile).code());
  }

  @Test
  void aPlatformTarballStandsForTheArchiveInIt() throws IOException {
    Path tgz = Testdata.of().resolve("fixtures/platform-20260101T000000Z.tgz");
    Path directory = PlatformFixture.unpack(folder).directory();
    assertEquals(CommandRun.of("hash", directory), CommandRun.of("hash", tgz));
    CommandRun verified = CommandRun.of("verify", tgz);
    assertEquals(0, verified.code(), verified.output() + verified.errors());
    assertEquals(CommandRun.of("verify", directory), verified);
    Path wrong = Files.writeString(folder.resolve("wrong"), "0".repeat(40));
    assertEquals(1, CommandRun.of("verify", tgz, wrong).code());
    assertEquals(2, CommandRun.of("hash", "--write", tgz).code());
    Path none = Files.copy(tgz, folder.resolve("platform-1.tgz"));
    Files.write(none, new byte[100]);
    assertEquals(3, CommandRun.of("hash", none).code());
  }

  @Test
  void aPlatformTarballIsKnownByItsContentWhateverItsName() throws IOException {
    Path tgz = Testdata.of().resolve("fixtures/platform-20260101T000000Z.tgz");
    CommandRun hash = CommandRun.of("hash", tgz);
    CommandRun verified = CommandRun.of("verify", tgz);
    for (String name : new String[] {"my.tgz", "platform.tgz", "os.tar.gz"}) {
      Path copy = Files.copy(tgz, folder.resolve(name));
      assertEquals(hash, CommandRun.of("hash", copy), name);
      assertEquals(verified, CommandRun.of("verify", copy), name);
    }
    String bytes = new String(Files.readAllBytes(tgz), StandardCharsets.ISO_8859_1);
    assertEquals(hash, CommandRun.withInput(bytes, "hash", "-"));
    assertEquals(verified, CommandRun.withInput(bytes, "verify", "-"));
  }

  @Test
  void aTgzThatIsNoPlatformIsAPlainFile() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain.tgz"), "abc");
    assertEquals(new CommandRun(0, SHA1 + "\n", ""), CommandRun.of("hash", plain));
  }

  @Test
  void aDirectoryIsNoHashFile() {
    CommandRun run = CommandRun.of("verify", archive, folder);
    assertEquals(3, run.code(), run.errors());
    assertTrue(run.errors().contains(folder + ": "), run.errors());
  }

  @Test
  void aDirectoryWithoutAPlatformIsNamed() throws IOException {
    Path none = Files.createDirectory(folder.resolve("none"));
    String message =
        "archive-tool: " + none + ": this directory has no i86pc/amd64/boot_archive in it\n";
    assertEquals(new CommandRun(3, "", message), CommandRun.of("hash", none));
    assertEquals(new CommandRun(3, "", message), CommandRun.of("verify", none));
  }

  @Test
  void aMissingArchiveIsInputThatCannotBeRead() {
    for (String command : new String[] {"hash", "verify"}) {
      CommandRun run = CommandRun.of(command, folder.resolve("missing"));
      assertEquals(3, run.code());
      assertEquals("", run.output());
      assertTrue(run.errors().contains("missing: no such file"), run.errors());
      assertEquals(1, run.errors().lines().count());
    }
  }

  @Test
  void wrongUsageIsOneLineThatNamesTheHelp() {
    CommandRun run = CommandRun.of("verify");
    assertEquals(2, run.code());
    assertEquals(1, run.errors().lines().count());
    assertTrue(run.errors().contains("see archive-tool verify --help"), run.errors());
  }
}

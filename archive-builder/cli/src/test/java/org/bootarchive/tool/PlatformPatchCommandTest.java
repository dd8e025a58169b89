package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.testing.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command patch where IMAGE is a platform. */
class PlatformPatchCommandTest {
  @TempDir private Path folder;

  private Path hello = Path.of("");

  @BeforeEach
  void write() throws IOException {
    hello = Files.writeString(folder.resolve("hello"), "hello\n");
  }

  private static void assertClean(Path platform) {
    CommandRun check = CommandRun.of("check", platform, "--no-traps");
    assertEquals(ExitCode.GOOD, check.code(), check.output());
    assertTrue(check.output().endsWith("\nclean\n"), check.output());
  }

  private static List<String> manifest(Path directory) throws IOException {
    return Files.readAllLines(
        directory.resolve(PlatformImage.MANIFEST), StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyKindOfEditLeavesAPlatformThatIsTrue() throws IOException {
    Path old = PlatformFixture.unpack(folder).directory();
    Path out = folder.resolve("new");
    CommandRun run =
        CommandRun.of(
            "patch",
            old,
            "--out",
            out,
            "--json",
            "--put",
            "etc/motd=" + hello,
            "--put",
            "bin/[=" + hello,
            "--link",
            "usr/share/hello=usr/bin/[",
            "--remove",
            "usr/bin/awk",
            "--remove",
            "usr/bin/cut",
            "--link",
            "usr/bin/cut=usr/bin/date",
            "--put",
            PlatformImageNames.UNIX + "=" + hello,
            "--put",
            "etc/versions/build=" + hello,
            "--stamp",
            "20260202T000000Z");
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertClean(out);
    Set<String> fresh = new HashSet<>(manifest(out));
    fresh.removeAll(manifest(old));
    String sum = "b1946ac92492d2347c6235b4d2611184  ./";
    Set<String> expected = new HashSet<>();
    for (String path :
        List.of(
            "etc/motd",
            "usr/bin/[",
            "usr/bin/test",
            "usr/share/hello",
            PlatformImageNames.UNIX,
            "etc/versions/build")) {
      expected.add(sum + path);
    }
    fresh.removeIf(line -> line.endsWith("./usr/bin/cut"));
    assertEquals(expected, fresh);
    JsonObject report = JsonParser.parseString(run.output()).getAsJsonObject();
    assertEquals(7, report.get("manifestLines").getAsInt());
    assertEquals(
        "[\""
            + PlatformImage.MANIFEST
            + "\",\""
            + PlatformImage.KERNEL
            + "\",\""
            + PlatformImage.GIT_STATUS
            + "\",\""
            + PlatformImage.VERSION
            + "\"]",
        report.getAsJsonArray("renewed").toString());
    assertEquals("hello\n", Files.readString(out.resolve(PlatformImage.KERNEL)));
    assertEquals("20260202T000000Z\n", Files.readString(out.resolve(PlatformImage.VERSION)));
  }

  @Test
  void theArchivesOwnUsrIsHiddenFromTheManifest() {
    Path out = folder.resolve("new.tgz");
    CommandRun run =
        CommandRun.of(
            "patch",
            Samples.PLATFORM,
            "--out",
            out,
            "--no-nested",
            "--put",
            "usr/bin/cat=" + hello,
            "--put",
            "etc/motd=" + hello);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertClean(out);
    assertEquals("hello\n", CommandRun.of("cat", "--no-nested", out, "usr/bin/cat").output());
    assertFalse(CommandRun.of("cat", out, "usr/bin/cat").output().startsWith("hello"));
  }

  @Test
  void anotherUsrImageIsTakenForTheManifest() throws IOException {
    Path other = folder.resolve("other");
    CommandRun made =
        CommandRun.of(
            "patch",
            Samples.PLATFORM,
            "--archive-only",
            "--out",
            other,
            "--put",
            "usr/bin/cat=" + hello);
    assertEquals(ExitCode.GOOD, made.code(), made.errors());
    assertTrue(Files.exists(folder.resolve("other.hash")));
    Path usr = folder.resolve("usr.lgz");
    Files.writeString(
        usr, CommandRun.of("cat", other, "usr.lgz").output(), StandardCharsets.ISO_8859_1);
    Path out = folder.resolve("new");
    CommandRun run =
        CommandRun.of("patch", Samples.PLATFORM, "--out", out, "--put", "usr.lgz=" + usr);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertClean(out);
  }

  @Test
  void nothingChangesTheOldOneAndNothingIsLeftOfAFailure() throws IOException {
    Path old = Files.copy(Samples.PLATFORM, folder.resolve("old.tgz"));
    assertEquals(
        ExitCode.USAGE, CommandRun.of("patch", old, "--out", old, "--remove", "etc/motd").code());
    assertEquals(
        ExitCode.INPUT,
        CommandRun.of("patch", old, "--out", folder.resolve("n"), "--remove", "no/such").code());
    assertEquals(
        ExitCode.USAGE,
        CommandRun.of("patch", old, "--out", folder.resolve("n"), "--stamp", "a b").code());
    assertEquals(
        ExitCode.USAGE,
        CommandRun.of("patch", old, "--archive-only", "--out", folder.resolve("n"), "--stamp", "x")
            .code());
    assertEquals(-1, Files.mismatch(Samples.PLATFORM, old));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(2, left.count());
    }
  }

  @Test
  void theGlanceIsOfAllOfIt() {
    CommandRun text = CommandRun.of("inspect", Samples.PLATFORM);
    assertTrue(text.output().contains("platform     20260101T000000Z, in platform-2026"));
    JsonObject glance =
        JsonParser.parseString(CommandRun.of("inspect", Samples.PLATFORM, "--json").output())
            .getAsJsonObject();
    assertEquals("ufs1", glance.get("type").getAsString());
    JsonObject platform = glance.getAsJsonObject("platform");
    assertEquals("20260101T000000Z", platform.get("version").getAsString());
    assertEquals("accepted", platform.get("hash").getAsString());
    assertEquals(815, platform.get("manifestLines").getAsInt());
    assertTrue(platform.get("kernelIsArchives").getAsBoolean());
    assertEquals(5, platform.getAsJsonArray("gitstatus").size());
  }

  private static final class PlatformImageNames {
    static final String UNIX = "platform/" + PlatformImage.KERNEL;
  }
}

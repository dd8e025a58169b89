package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Platforms whose boot archive is in a gzip file, a cpio archive or an ISO 9660. */
class PlatformFormsTest {
  @TempDir private Path folder;

  /** Makes the sample platform with its archive in another form. */
  private Path platform(String form, boolean gzip, String suffix) throws IOException {
    PlatformImage sample = PlatformFixture.unpack(folder);
    Path converted = folder.resolve("converted" + suffix);
    List<Object> arguments =
        new ArrayList<>(List.of("convert", sample.bootArchive(), "--to", form, "--out", converted));
    if (gzip) {
      arguments.add("--gzip");
    }
    CommandRun run = CommandRun.ofBoth(arguments);
    assertTrue(Files.exists(converted), run.errors());
    Files.delete(sample.bootArchive());
    Files.move(converted, sample.directory().resolve(PlatformImage.BOOT_ARCHIVE + suffix));
    Files.delete(sample.hash());
    Files.move(folder.resolve("converted.hash"), sample.hash());
    // Copies of what links led to are files that the manifest has to list.
    Path listed = folder.resolve("listed");
    CommandRun patched =
        CommandRun.of("patch", sample.directory(), "--mkdir", "x", "--out", listed);
    assertEquals(ExitCode.GOOD, patched.code(), patched.errors());
    return listed;
  }

  private static byte[] start(Path archive) throws IOException {
    try (InputStream in = Files.newInputStream(archive)) {
      return in.readNBytes(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ufs, true, .gz, boot_ufs",
    "cpio, true, '', boot_cpio",
    "hsfs, false, '', boot_hsfs"
  })
  void everyCommandWorksOnThemAndPatchKeepsTheForm(
      String form, boolean gzip, String suffix, String fileSystem) throws IOException {
    Path old = platform(form, gzip, suffix);
    Path hello = Files.writeString(folder.resolve("hello"), "hello\n");
    Path fresh = folder.resolve("new");
    Path packed = folder.resolve("platform-20260101T000000Z.tgz");
    for (Path target : List.of(fresh, packed)) {
      CommandRun patch =
          CommandRun.of(
              "patch",
              old,
              "--put",
              "etc/motd=" + hello,
              "--put",
              "usr/bin/hello=" + hello,
              "--out",
              target);
      assertEquals(ExitCode.GOOD, patch.code(), patch.errors());
      CommandRun check = CommandRun.of("check", target, "--no-traps");
      assertEquals(ExitCode.GOOD, check.code(), check.output());
      assertEquals("hello\n", CommandRun.of("cat", target, "usr/bin/hello").output());
      assertEquals("hello\n", CommandRun.of("cat", target, "etc/motd").output());
      CommandRun diff = CommandRun.of("diff", old, target);
      assertEquals(ExitCode.NO, diff.code());
      assertTrue(diff.lines().contains("+ f usr/bin/hello"), diff.output());
      CommandRun inspect = CommandRun.of("inspect", target);
      assertTrue(inspect.output().contains("hash         accepted"), inspect.output());
    }
    assertEquals(ExitCode.GOOD, CommandRun.of("diff", fresh, packed).code());
    CommandRun simulate = CommandRun.of("simulate", "--platform", fresh, "--json");
    JsonElement report = JsonParser.parseString(simulate.output());
    assertTrue(simulate.output().contains(fileSystem), simulate.output());
    assertFalse(report.toString().contains("hash-mismatch"), simulate.output());

    Path archive = fresh.resolve(PlatformImage.BOOT_ARCHIVE + suffix);
    assertEquals(gzip, start(archive)[0] == 0x1f);
    try (InputStream in = Files.newInputStream(archive);
        InputStream plain = gzip ? new GZIPInputStream(in) : in) {
      Path unpacked = folder.resolve("unpacked");
      assertTrue(Files.copy(plain, unpacked) > 0);
      assertEquals(
          ArchiveHash.of(unpacked, done -> {}).hex() + "\n",
          Files.readString(fresh.resolve(PlatformImage.HASH)));
    }
  }

  @Test
  void damageOfTheFormIsFoundInAPlatform() throws IOException {
    Path platform = platform("cpio", true, "");
    Path archive = platform.resolve(PlatformImage.BOOT_ARCHIVE);
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length - 5] ^= 1;
    Files.write(archive, bytes);
    CommandRun check = CommandRun.of("check", platform);
    assertEquals(ExitCode.NO, check.code(), check.errors());
    assertTrue(check.output().contains("[gzip-"), check.output());
  }

  @Test
  void aHashThatIsWrongIsToldBeforeAPatch() throws IOException {
    Path platform = platform("cpio", true, "");
    Path hash = platform.resolve(PlatformImage.HASH);
    Path archive = platform.resolve(PlatformImage.BOOT_ARCHIVE);
    CommandRun right = patch(archive, "right");
    assertFalse(right.errors().contains("hash"), right.errors());
    Files.writeString(hash, "0".repeat(40) + "\n");
    for (Path image : List.of(platform, archive)) {
      CommandRun wrong = patch(image, "wrong" + image.getNameCount());
      assertTrue(wrong.errors().startsWith("warning: "), wrong.errors());
      assertTrue(wrong.errors().contains("hash mismatch"), wrong.errors());
    }
  }

  private CommandRun patch(Path image, String name) {
    CommandRun run = CommandRun.of("patch", image, "--mkdir", "y", "--out", folder.resolve(name));
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    return run;
  }
}

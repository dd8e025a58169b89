package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands say of cpio archives, ISO 9660s and gzip files. */
class ArchiveFormsTest {
  private static final Path ARCHIVES = Testdata.of().resolve("archives");

  @TempDir private Path folder;

  /** Writes a cpio archive of small files, root's. */
  private Path cpio(String... names) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    for (String name : names) {
      archive.write(entry(name, 0100644, "text\n"));
    }
    archive.write(entry("TRAILER!!!", 0, ""));
    archive.write(new byte[(512 - archive.size() % 512) % 512]);
    return Files.write(folder.resolve("archive"), archive.toByteArray());
  }

  private static byte[] entry(String name, int mode, String content) {
    return String.format(
            Locale.ROOT,
            "070707%06o%06o%06o%06o%06o%06o%06o%011o%06o%011o%s\0%s",
            0,
            1,
            mode,
            0,
            0,
            1,
            0,
            1_700_000_000,
            name.length() + 1,
            content.length(),
            name,
            content)
        .getBytes(US_ASCII);
  }

  private Path gzipped(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  /** How many members there are is what cpio -t and bsdtar -t list, without the root. */
  @ParameterizedTest
  @CsvSource({
    "cpio/odc.cpio.gz, cpio, odc, 'cpio odc, in a gzip file', 28, 141824",
    "cpio/newc.cpio.gz, cpio, newc, 'cpio newc, in a gzip file', 28, 138752",
    "hsfs/platform/i86pc/amd64/boot_archive.gz, hsfs, rock-ridge,"
        + " 'ISO 9660 with Rock Ridge, in a gzip file', 41, 530432",
    "hsfs-norr/boot_archive.gz, hsfs, plain,"
        + " 'ISO 9660 without Rock Ridge, in a gzip file', 26, 526336"
  })
  void inspectTellsOfTheFormAndNotOfAFileSystemThatWasMadeOfIt(
      String archive, String type, String format, String title, int members, int bytes) {
    CommandRun text = CommandRun.of("inspect", ARCHIVES.resolve(archive));
    assertEquals(title, text.lines().get(0));
    assertTrue(text.lines().get(1).endsWith(": " + bytes + " bytes"), text.output());
    assertEquals("members      " + members, text.lines().get(2));
    assertFalse(text.output().contains("inodes"), text.output());
    CommandRun run = CommandRun.of("inspect", ARCHIVES.resolve(archive), "--json");
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    assertEquals(type, json.get("type").getAsString());
    assertEquals(format, json.get("format").getAsString());
    assertEquals(members, json.get("members").getAsInt());
    assertEquals(bytes, json.get("imageBytes").getAsInt());
    assertTrue(json.get("gzip").getAsBoolean());
    assertFalse(json.has("superblock"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect", "check", "diff"})
  void gzipWithinGzipIsNamed(String command) {
    Path archive = ARCHIVES.resolve("gzip-odd/gz-of-gz.gz");
    CommandRun run =
        command.equals("diff")
            ? CommandRun.of(command, archive, archive)
            : CommandRun.of(command, archive);
    assertEquals(ExitCode.INPUT, run.code());
    assertEquals(1, run.errorLines().size(), run.errors());
    assertTrue(run.errors().contains("gzip within gzip: unpack it once"), run.errors());
  }

  @Test
  void aGzipFileWithoutAnArchiveInItIsNamed() throws IOException {
    for (byte[] content : new byte[][] {new byte[0], "some text".getBytes(US_ASCII)}) {
      CommandRun run = CommandRun.of("inspect", gzipped("text.gz", content));
      assertEquals(ExitCode.INPUT, run.code());
      assertEquals(1, run.errorLines().size(), run.errors());
      assertTrue(
          run.errors()
              .contains(
                  "a gzip file with no boot archive in it: the "
                      + content.length
                      + " bytes that come of it"),
          run.errors());
    }
  }

  @Test
  void whatIsNoArchiveAndHasANameIsNamed() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.writeString(tree.resolve("a"), "a\n");
    Path image = folder.resolve("image");
    assertEquals(0, CommandRun.of("build", "--from", tree, "--out", image).code());
    Path tar = folder.resolve("x.tar");
    assertEquals(0, CommandRun.of("extract", image, "--tar", tar).code());
    Path lofi = folder.resolve("usr.lgz");
    assertEquals(0, CommandRun.of("lofi", "compress", image, lofi).code());
    for (String command : new String[] {"inspect", "extract", "check", "report"}) {
      Object[] more =
          switch (command) {
            case "extract" -> new Object[] {"--to", folder.resolve("to")};
            case "report" -> new Object[] {"--out", folder.resolve("page")};
            default -> new Object[0];
          };
      said(command, lofi, "compressed by lofi, as usr.lgz is; archive-tool lofi uncompress", more);
      said(command, tar, "a tar and no boot archive; build --tar makes one", more);
      Path gzipped = gzipped("platform", Files.readAllBytes(tar));
      said(command, gzipped, "a gzip file with a tar in it", more);
    }
  }

  private static void said(String command, Path file, String text, Object... more) {
    CommandRun run = CommandRun.ofBoth(List.of(command, file), more);
    assertEquals(ExitCode.INPUT, run.code(), run.errors());
    assertEquals(1, run.errorLines().size(), run.errors());
    assertTrue(run.errors().contains(": " + file + ": " + text), run.errors());
  }

  @Test
  void aCpioNameThatLeadsOutIsAFindingAndRefused() throws IOException {
    Path archive = cpio("etc/passwd", "etc/../../evil");
    CommandRun check = CommandRun.of("check", archive);
    assertEquals(ExitCode.NO, check.code());
    assertTrue(check.output().contains("error [cpio-name-leads-out]"), check.output());
    assertTrue(check.output().contains("finds it as /etc/../../evil alone"), check.output());
    CommandRun cat = CommandRun.of("cat", archive, "etc/passwd");
    assertEquals(ExitCode.INPUT, cat.code());
    assertEquals(1, cat.errorLines().size(), cat.errors());
    assertTrue(cat.errors().contains("etc/../../evil: "), cat.errors());
    assertTrue(cat.errors().contains("make it anew without the entry"), cat.errors());
  }

  @Test
  void aCpioEntryThatCanBeNoFileIsAFindingAndRefused() throws IOException {
    Path archive = cpio("etc", "etc/passwd");
    CommandRun check = CommandRun.of("check", archive);
    assertEquals(ExitCode.NO, check.code());
    assertTrue(check.output().contains("error [cpio-no-file]"), check.output());
    assertTrue(check.output().contains("etc/passwd: "), check.output());
    CommandRun cat = CommandRun.of("cat", archive, "etc");
    assertEquals(ExitCode.INPUT, cat.code());
    assertEquals(1, cat.errorLines().size(), cat.errors());
  }

  @Test
  void anAbsoluteCpioNameIsAFindingAndReadAsTheFileThatItNames() throws IOException {
    Path archive = cpio("/etc/passwd");
    CommandRun check = CommandRun.of("check", archive);
    assertEquals(ExitCode.NO, check.code());
    assertTrue(
        check
            .output()
            .contains(
                "/etc/passwd: the kernel, which compares names byte for byte,"
                    + " finds it as //etc/passwd alone"),
        check.output());
    assertEquals("text\n", CommandRun.of("cat", archive, "etc/passwd").output());
  }
}

package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What no edit is about in cpio archives and ISO 9660s: the boot block in front, links, the root.
 */
class FrontBytesTest {
  private static final Path ARCHIVES = Testdata.of().resolve("archives");
  private static final String SUN4U = "/platform/sun4u/boot_archive.gz";

  @TempDir private Path folder;

  private static byte[] front(Path archive, int bytes) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      byte[] front = in.readNBytes(bytes);
      assertFalse(Arrays.equals(new byte[bytes], front), "zeros");
      return front;
    }
  }

  @ParameterizedTest
  @CsvSource({"sparc-cpio, 8192", "hsfs-sparc, 32768"})
  void aPatchChangesWhatItsEditsAreAboutAlone(String name, int bytes) throws IOException {
    Path archive = ARCHIVES.resolve(name + SUN4U);
    Path source = Files.writeString(folder.resolve("text"), "text\n");
    Path out = folder.resolve("new.gz");
    CommandRun patch =
        CommandRun.of(
            "patch", archive, "--archive-only", "--out", out, "--put", "etc/zz=" + source);
    assertEquals(ExitCode.GOOD, patch.code(), patch.errors());
    assertEquals("", patch.errors());
    assertArrayEquals(front(archive, bytes), front(out, bytes));
    assertEquals("+ f etc/zz\n", CommandRun.of("diff", archive, out).output());
  }

  @Test
  void aLinkOfAnEditBecomesACopy() throws IOException {
    Path archive = ARCHIVES.resolve("sparc-cpio" + SUN4U);
    Path out = folder.resolve("new.gz");
    CommandRun patch =
        CommandRun.of(
            "patch", archive, "--archive-only", "--out", out, "--symlink", "etc/zz=system");
    assertEquals(ExitCode.GOOD, patch.code(), patch.errors());
    assertEquals(
        "archive-tool: etc/zz: a link becomes a copy of the file that it leads to\n",
        patch.errors());
  }

  @ParameterizedTest
  @CsvSource({"sparc-cpio, cpio, 8192", "hsfs-sparc, hsfs, 32768"})
  void theSameKindKeepsTheBootBlock(String name, String kind, int bytes) throws IOException {
    Path archive = ARCHIVES.resolve(name + SUN4U);
    Path out = folder.resolve("new.gz");
    CommandRun run = CommandRun.of("convert", archive, "--to", kind, "--gzip", "--out", out);
    assertFalse(run.errors().contains("boot block"), run.errors());
    assertArrayEquals(front(archive, bytes), front(out, bytes));
  }

  /** The volume identifier of ECMA-119, 8.4.7. */
  private static byte[] label(Path iso) throws IOException {
    return Arrays.copyOfRange(Files.readAllBytes(iso), 16 * 2048 + 40, 16 * 2048 + 72);
  }

  @Test
  void anIsoKeepsItsLabelAndAnotherFormGetsTheUsualOne() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree/etc"));
    Path text = Files.writeString(tree.resolve("system"), "set a=1\n");
    Path iso = folder.resolve("iso");
    Object from = tree.getParent();
    assertEquals(0, CommandRun.of("build", "--from", from, "--to", "hsfs", "--out", iso).code());
    assertEquals("BOOT_ARCHIVE", new String(label(iso), ISO_8859_1).strip());
    byte[] bytes = Files.readAllBytes(iso);
    byte[] label = "My label of \u00fcmlauts ".getBytes(ISO_8859_1);
    Arrays.fill(bytes, 16 * 2048 + 40, 16 * 2048 + 72, (byte) ' ');
    System.arraycopy(label, 0, bytes, 16 * 2048 + 40, label.length);
    Files.write(iso, bytes);
    Path out = folder.resolve("new");
    CommandRun patch = CommandRun.of("patch", iso, "--out", out, "--put", "etc/zz=" + text);
    assertEquals(0, patch.code(), patch.errors());
    assertArrayEquals(label(iso), label(out));
    Path again = folder.resolve("again");
    assertEquals(0, CommandRun.of("convert", out, "--to", "hsfs", "--out", again).code());
    assertArrayEquals(label(iso), label(again));
    Path cpio = folder.resolve("cpio");
    assertEquals(0, CommandRun.of("convert", iso, "--to", "cpio", "--out", cpio).code());
    assertEquals(0, CommandRun.of("convert", cpio, "--to", "hsfs", "--out", again).code());
    assertEquals("BOOT_ARCHIVE", new String(label(again), ISO_8859_1).strip());
  }

  @ParameterizedTest
  @CsvSource({"sparc-cpio, hsfs", "sparc-cpio, ufs", "hsfs-sparc, cpio", "hsfs-sparc, ufs"})
  void anotherKindLosesTheBootBlockAndSaysSo(String name, String kind) {
    Path archive = ARCHIVES.resolve(name + SUN4U);
    Path out = folder.resolve("new");
    CommandRun strict = CommandRun.of("convert", archive, "--to", kind, "--strict", "--out", out);
    assertEquals(ExitCode.NO, strict.code(), strict.errors());
    assertFalse(Files.exists(out));
    CommandRun run = CommandRun.of("convert", archive, "--to", kind, "--out", out);
    assertEquals(ExitCode.NO, run.code(), run.errors());
    assertTrue(run.errors().contains("archive-tool: .: the bytes in front"), run.errors());
  }
}

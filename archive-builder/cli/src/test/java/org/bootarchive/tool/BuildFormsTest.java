package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command build with cpio archives and ISO 9660s, as what it reads and what it writes. */
class BuildFormsTest {
  private static final Path ARCHIVES = Testdata.of().resolve("archives");
  private static final Path OMNIOS =
      ARCHIVES.resolve("omnios-media/platform/i86pc/amd64/boot_archive.gz");

  @TempDir private Path folder;

  private Path tar() {
    Path tar = folder.resolve("files.tar");
    if (!Files.exists(tar)) {
      CommandRun run = CommandRun.of("extract", OMNIOS, "--tar", tar);
      assertEquals(ExitCode.GOOD, run.code(), run.errors());
    }
    return tar;
  }

  /** What convert writes is what other programs read, by tests of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"cpio", "hsfs"})
  void anArchiveThatIsBuiltIsTheOneThatConvertMakesOfTheSameFiles(String form) throws IOException {
    Path converted = folder.resolve("converted");
    CommandRun convert = CommandRun.of("convert", OMNIOS, "--to", form, "--out", converted);
    Path built = folder.resolve("built");
    CommandRun build = CommandRun.of("build", "--tar", tar(), "--to", form, "--out", built);
    assertEquals(convert.code(), build.code(), build.errors());
    assertEquals(convert.errors(), build.errors());
    assertArrayEquals(Files.readAllBytes(converted), Files.readAllBytes(built));
    assertEquals(build.lines().get(0) + "\n", Files.readString(folder.resolve("built.hash")));

    Path packed = folder.resolve("packed.gz");
    CommandRun gzip =
        CommandRun.of("build", "--tar", tar(), "--to", form, "--gzip", "--out", packed);
    assertEquals(build.lines().get(0), gzip.lines().get(0));
    assertTrue(gzip.lines().get(1).endsWith(" in a gzip file"), gzip.output());
    try (InputStream plain = new GZIPInputStream(Files.newInputStream(packed))) {
      assertArrayEquals(Files.readAllBytes(built), plain.readAllBytes());
    }
    assertEquals(build.lines().get(0) + "\n", Files.readString(folder.resolve("packed.hash")));
  }

  @Test
  void strictWritesNothingIfSomethingIsLost() {
    Path built = folder.resolve("built");
    CommandRun run =
        CommandRun.of("build", "--tar", tar(), "--to", "cpio", "--strict", "--out", built);
    assertEquals(ExitCode.NO, run.code());
    assertTrue(run.errorLines().size() > 1, run.errors());
    assertFalse(Files.exists(built));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cpio/odc.cpio.gz",
        "cpio/newc.cpio.gz",
        "cpio/odc-dot.cpio.gz",
        "hsfs-xorriso/boot_archive.gz",
        "illumos-cpio/platform/i86pc/amd64/boot_archive",
        "sparc-cpio/platform/sun4u/boot_archive.gz"
      })
  void cpioArchivesAndIsosAreReadAsTarsAreByTheirContent(String archive) {
    Path source = ARCHIVES.resolve(archive);
    Path built = folder.resolve("built");
    CommandRun run = CommandRun.of("build", "--tar", source, "--out", built);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertEquals(List.of("+ d lost+found"), CommandRun.of("diff", source, built).lines());
  }

  @Test
  void aPlainCpioArchiveIsPutIntoAnArchiveByPatch() throws IOException {
    Path plain = folder.resolve("plain");
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(ARCHIVES.resolve("cpio/odc-odd.cpio.gz")))) {
      assertTrue(Files.copy(in, plain) > 0);
    }
    Path patched = folder.resolve("patched");
    CommandRun run =
        CommandRun.of(
            "patch", ARCHIVES.resolve("cpio/odc.cpio.gz"), "--tar", plain, "--out", patched);
    assertEquals(ExitCode.GOOD, run.code(), run.errors());
    assertFalse(CommandRun.of("inspect", patched, "etc/b").output().isEmpty());
  }

  /** A UFS starts with zeros, as an empty tar does. */
  @Test
  void aUfsIsNoTar() {
    Path built = folder.resolve("built");
    CommandRun run = CommandRun.of("build", "--tar", OMNIOS, "--out", built);
    assertEquals(ExitCode.INPUT, run.code());
    assertTrue(run.errors().contains("a UFS image and no tar"), run.errors());
    assertFalse(Files.exists(built));
  }

  @ParameterizedTest
  @CsvSource({"--to cpio --size 3m", "--to hsfs --bsize 8192", "--to tar", "--to cpio --platform"})
  void optionsThatDoNotGoTogetherAreRefused(String options) {
    CommandRun run =
        CommandRun.ofBoth(
            List.of(("build " + options).split(" ")),
            "--from",
            folder,
            "--out",
            folder.resolve("built"));
    assertEquals(ExitCode.USAGE, run.code(), run.errors());
    assertTrue(run.errors().contains("--to"), run.errors());
  }
}

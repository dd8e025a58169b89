package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.media.disk.Medium;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that take an image find the archive that a medium boots, or a slice of a disk. */
class MediumArchiveTest {
  private static final String ARCHIVE = "platform/i86pc/amd64/boot_archive";

  @TempDir Path directory;
  private Path system;

  private static Path packed(String name) {
    return Testdata.of("media", name + ".gz");
  }

  @BeforeEach
  void writeFile() throws IOException {
    system = Files.writeString(directory.resolve("my-system"), "set moddebug=1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"smartos-mini.usb", "triton-mini.usb", "grub-mini.usb", "smartos-mini.iso"})
  void theArchiveOfAMediumIsReadLikeAFile(String name) throws IOException {
    Path medium = packed(name);
    assertTrue(CommandRun.of("inspect", medium).output().startsWith("UFS1"));
    CommandRun cat = CommandRun.of("cat", medium, "etc/system");
    assertEquals(0, cat.code(), cat.errors());
    Path out = directory.resolve("out");
    CommandRun extracted = CommandRun.of("extract", medium, "etc", "--to", out);
    assertEquals(0, extracted.code(), extracted.errors());
    assertEquals(Files.readString(out.resolve("etc/system")), cat.output());
    assertEquals(0, CommandRun.of("check", medium).code());
    assertEquals(0, CommandRun.of("diff", packed("smartos-mini.iso"), medium).code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"smartos-mini.usb", "triton-mini.usb", "grub-mini.usb", "smartos-mini.iso"})
  void aPatchedMediumHasANewArchiveWithItsHashAndManifest(String name) throws IOException {
    Path medium = packed(name);
    Path out = directory.resolve("new");
    CommandRun patched =
        CommandRun.of("patch", medium, "--out", out, "--put", "etc/system=" + system);
    assertEquals(0, patched.code(), patched.errors());
    assertTrue(Files.notExists(directory.resolve("new.hash")));
    assertEquals(
        List.of("M f etc/system content,mtime"),
        CommandRun.of("diff", medium, out).output().lines().toList());
    CommandRun check = CommandRun.of("check", out);
    assertEquals(0, check.code(), check.output());
    assertEquals("set moddebug=1\n", CommandRun.of("cat", out, "etc/system").output());
    String modules = CommandRun.of("modules", "--media", out).output();
    assertEquals(!name.startsWith("grub"), modules.contains("hash: accepted"), modules);
  }

  @Test
  void aPatchOfAMediumNamesWhatItRenewedAsItIsThere() {
    Path out = directory.resolve("new");
    CommandRun patched =
        CommandRun.of(
            "patch", packed("smartos-mini.iso"), "--out", out, "--put", "etc/system=" + system);
    List<String> lines = patched.output().lines().toList();
    assertTrue(lines.get(1).startsWith(out + ", /" + ARCHIVE + ": "), patched.output());
    assertTrue(lines.contains("renewed: /" + ARCHIVE + ".hash"), patched.output());
    assertTrue(lines.contains("renewed: /" + ARCHIVE + ".manifest"), patched.output());
  }

  @Test
  void aSliceWithAnArchiveIsToldByTheNameOfItsDisk() {
    CommandRun simulated = CommandRun.of("simulate", "--media", packed("disks/mbr-vtoc.img"));
    assertEquals(3, simulated.code(), simulated.output());
    assertEquals(
        "archive-tool: "
            + packed("disks/mbr-vtoc.img")
            + ": s0 is a UFS, which is an image and no medium",
        simulated.errors().strip());
  }

  @Test
  void theSamePatchGivesTheSameMedium() throws IOException {
    Path medium = packed("smartos-mini.iso");
    for (String name : List.of("a", "b")) {
      Path out = directory.resolve(name);
      String put = "etc/system=" + system;
      assertEquals(0, CommandRun.of("patch", medium, "--out", out, "--put", put).code());
    }
    assertArrayEquals(
        Files.readAllBytes(directory.resolve("a")), Files.readAllBytes(directory.resolve("b")));
  }

  @Test
  void anArchiveInNoPlatformIsPatchedWithTheHashBesideIt() throws IOException {
    Path medium = directory.resolve("elsewhere");
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    try (OpenMedium open = OpenMedium.open(packed("smartos-mini.usb"), PartChoice.ANY, time)) {
      Files.copy(open.top().resolve(ARCHIVE), open.top().resolve("root_archive"));
      Files.copy(open.top().resolve(ARCHIVE + ".hash"), open.top().resolve("root_archive.hash"));
      try (MediumCopy copy = open.copyTo(medium)) {
        open.write(copy);
      }
    }
    Path out = directory.resolve("new");
    String put = "etc/system=" + system;
    CommandRun patched =
        CommandRun.of(
            "patch", medium, "--archive", "root_archive", "--out", out, "--put", put, "--json");
    assertEquals(0, patched.code(), patched.errors());
    CommandRun cat = CommandRun.of("cat", out, "etc/system", "--archive", "/root_archive");
    assertEquals("set moddebug=1\n", cat.output());
    assertEquals(0, CommandRun.of("diff", medium, out).code(), "what boots stays");
    try (OpenMedium open = OpenMedium.open(out, PartChoice.ANY, null)) {
      String hash = Files.readString(open.top().resolve("root_archive.hash"));
      assertTrue(patched.output().contains(hash.strip()), patched.output());
    }
  }

  @Test
  void aLabelWithAWrongSumIsToldOfWhereNoSliceIsFound() throws IOException {
    Path spoilt = packed("disks/vtoc-badsum.img");
    byte[] disk;
    try (var in = new GZIPInputStream(Files.newInputStream(packed("disks/mbr-vtoc.img")))) {
      disk = in.readAllBytes();
    }
    int label = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN).getInt(446 + 16 + 8) + 1;
    disk[label * 512 + 100] ^= 1;
    Path inPartition = Files.write(directory.resolve("disk"), disk);
    for (CommandRun run :
        List.of(
            CommandRun.of("inspect", spoilt),
            CommandRun.of("check", spoilt, "--slice", "0"),
            CommandRun.of("inspect", inPartition, "--slice", "0"))) {
      assertEquals(3, run.code(), run.output());
      assertEquals(1, run.errorLines().size(), run.errors());
      assertTrue(run.errors().contains("the Solaris label (VTOC) in sector"), run.errors());
      assertTrue(run.errors().contains("wrong checksum"), run.errors());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mbr-vtoc.img, --slice, 0",
    "mbr-vtoc.img, --offset, 327680",
    "gpt.img, --partition, 2",
    "gpt.img, --slice, 1",
    "sun-label.img, --slice, 0",
    "vtoc-nombr.img, --slice, 0"
  })
  void aSliceOfADiskIsReadLikeAnImage(String name, String option, String value) {
    Path disk = packed("disks/" + name);
    CommandRun chosen = CommandRun.of("inspect", disk, "-R", option, value);
    assertEquals(0, chosen.code(), chosen.errors());
    assertEquals(CommandRun.of("inspect", disk, "-R").output(), chosen.output());
    assertTrue(CommandRun.of("check", disk, option, value).output().contains("clean"));
  }

  @ParameterizedTest
  @CsvSource({
    "mbr-vtoc.img, --slice, 0",
    "mbr-vtoc.img, --offset, 327680",
    "gpt.img, --partition, 2",
    "gpt.img, --slice, 1",
    "sun-label.img, --slice, 0",
    "vtoc-nombr.img, --slice, 0"
  })
  void aPatchedDiskHasTheFileSystemInTheSlicesPlaceAndAllElseAsItWas(
      String name, String option, String value) throws IOException {
    Path disk = packed("disks/" + name);
    Path plain = directory.resolve("plain");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(disk))) {
      Files.copy(in, plain);
    }
    long start;
    long size;
    PartChoice choice =
        switch (option) {
          case "--slice" -> PartChoice.ofSlice(Integer.parseInt(value));
          case "--partition" -> PartChoice.ofPartition(Integer.parseInt(value));
          default -> PartChoice.ofOffset(Long.parseLong(value));
        };
    try (Medium open = Medium.open(disk, done -> {})) {
      start = open.part(choice).offset();
      size = open.part(choice).bytes();
    }
    byte[] before = Files.readAllBytes(plain);
    Path image = directory.resolve("image");
    Files.write(image, Arrays.copyOfRange(before, (int) start, (int) (start + size)));
    Path alone = directory.resolve("alone");
    String put = "etc/system=" + system;
    CommandRun ofImage =
        CommandRun.of("patch", image, "--out", alone, "--put", put, "--mkdir", "added");
    assertEquals(0, ofImage.code(), ofImage.errors());

    Path out = directory.resolve("new");
    CommandRun patched =
        CommandRun.of("patch", disk, option, value, "--out", out, "--put", put, "--mkdir", "added");
    assertEquals(0, patched.code(), patched.errors());
    assertEquals(
        ofImage.output().lines().findFirst().orElseThrow(),
        patched.output().lines().findFirst().orElseThrow(),
        "the hash");
    byte[] expected = before.clone();
    System.arraycopy(Files.readAllBytes(alone), 0, expected, (int) start, (int) size);
    assertArrayEquals(expected, Files.readAllBytes(out));
    assertTrue(Files.notExists(directory.resolve("new.hash")));

    Path packed = directory.resolve("new.gz");
    CommandRun again =
        CommandRun.of(
            "patch", plain, option, value, "--out", packed, "--put", put, "--mkdir", "added");
    assertEquals(0, again.code(), again.errors());
    try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      assertArrayEquals(expected, in.readAllBytes());
    }
    assertEquals(
        "set moddebug=1\n", CommandRun.of("cat", out, option, value, "etc/system").output());
    Path extracted = directory.resolve("extracted");
    CommandRun extract = CommandRun.of("extract", out, option, value, "etc", "--to", extracted);
    assertEquals(0, extract.code(), extract.errors());
    assertEquals("set moddebug=1\n", Files.readString(extracted.resolve("etc/system")));
    assertEquals(0, CommandRun.of("check", out, option, value).code());
  }

  @Test
  void aFileSystemThatDoesNotFitItsSliceIsRefused() {
    Path disk = packed("disks/gpt.img");
    Path out = directory.resolve("new");
    CommandRun grown = CommandRun.of("patch", disk, "--slice", "1", "--grow", "9m", "--out", out);
    assertEquals(1, grown.code(), grown.errors());
    assertTrue(grown.errors().contains("the slice has 720896 bytes"), grown.errors());
    CommandRun only =
        CommandRun.of(
            "patch", disk, "--archive-only", "--put", "etc/system=" + system, "--out", out);
    assertEquals(2, only.code(), only.errors());
    assertTrue(Files.notExists(out));
  }

  @Test
  void aFileSystemIsMadeAnewInItsSlice() throws IOException {
    Path disk = packed("disks/gpt.img");
    Path out = directory.resolve("new");
    CommandRun grown =
        CommandRun.of("patch", disk, "--slice", "1", "--grow", "720896", "--out", out);
    assertEquals(0, grown.code(), grown.errors());
    assertEquals(0, CommandRun.of("check", out, "--slice", "1").code());
    assertEquals(
        CommandRun.of("cat", disk, "--slice", "1", "etc/system").output(),
        CommandRun.of("cat", out, "--slice", "1", "etc/system").output());
  }

  @Test
  void aSliceThatIsNotThereIsRefused() {
    Path disk = packed("disks/gpt.img");
    CommandRun missing = CommandRun.of("inspect", disk, "--slice", "5");
    assertEquals(3, missing.code());
    assertTrue(missing.errors().contains("it has no slice 5"), missing.errors());
    Path out = directory.resolve("new");
    CommandRun patched =
        CommandRun.of("patch", disk, "--slice", "5", "--out", out, "--put", "etc/system=" + system);
    assertEquals(3, patched.code());
    assertFalse(Files.exists(out));
    CommandRun two = CommandRun.of("inspect", disk, "--slice", "1", "--partition", "2");
    assertEquals(2, two.code());
    CommandRun file = CommandRun.of("inspect", system, "--slice", "1");
    assertEquals(3, file.code(), file.errors());
  }

  @Test
  void aMediumIsNamedAsItWasGiven() {
    Path key = packed("smartos-mini.usb");
    Path out = directory.resolve("new");
    CommandRun run =
        CommandRun.of(
            "patch", key, "--partition", "1", "--out", out, "--put", "etc/system=" + system);
    assertEquals(3, run.code());
    assertTrue(
        run.errors().startsWith("archive-tool: " + key + ": no boot loader's configuration"),
        run.errors());
  }

  @Test
  void checkTellsWhatIsWrongWithTheMediumItself() {
    CommandRun norr = CommandRun.of("check", packed("norr.iso"));
    assertEquals(3, norr.code());
    assertTrue(norr.output().contains("[no-rock-ridge]"), norr.output());
    CommandRun full = CommandRun.of("check", packed("fat32-full.img"), "--offset", "0", "--json");
    assertEquals(0, full.code(), full.errors());
    assertTrue(full.output().contains("\"next-free\""), full.output());
    CommandRun esp = CommandRun.of("check", packed("smartos-mini.usb"), "--partition", "1");
    assertEquals(0, esp.code(), esp.errors());
    CommandRun deep = CommandRun.of("check", packed("deep.iso"), "--offset", "0");
    assertTrue(deep.output().contains("[relocated-directory]"), deep.output());
  }

  @Test
  void aPartWithoutAFileSystemIsNamedWithItsFileAndTheOthers() {
    Path key = packed("smartos-mini.usb");
    CommandRun run = CommandRun.of("inspect", key, "--partition", "2");
    assertEquals(3, run.code());
    assertEquals(1, run.errorLines().size(), run.errors());
    assertTrue(
        run.errors().contains(key + ": no file system that is known is in p2"), run.errors());
    assertTrue(run.errors().contains("p3 GPT Solaris root"), run.errors());
    CommandRun norr = CommandRun.of("inspect", packed("norr.iso"));
    assertTrue(
        norr.errors().contains("norr.iso.gz: no boot loader's configuration"), norr.errors());
  }

  @Test
  void aMediumWithoutTheNamedArchiveIsAnAnswer() {
    CommandRun run =
        CommandRun.of("inspect", packed("smartos-mini.iso"), "--archive", "os/x/boot_archive");
    assertEquals(1, run.code(), run.errors());
    assertEquals(1, run.errorLines().size(), run.errors());
  }
}

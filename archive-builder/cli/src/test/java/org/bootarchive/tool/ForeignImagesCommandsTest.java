package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ForeignFormats;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that meet the file systems of other systems: read, or refused by name. */
class ForeignImagesCommandsTest {
  private static final Path FOREIGN = Testdata.of("foreign");

  @TempDir private Path folder;

  private Path unpacked(String name) throws IOException {
    Path image = folder.resolve(name);
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(FOREIGN.resolve(name + ".gz")))) {
      Files.copy(in, image);
    }
    return image;
  }

  private void isNamedByEveryCommand(Path image, String kind) {
    Path out = folder.resolve("out");
    List<CommandRun> runs =
        List.of(
            CommandRun.of("inspect", image),
            CommandRun.of("cat", image, "etc/system"),
            CommandRun.of("extract", image, "--to", out),
            CommandRun.of("diff", image, image),
            CommandRun.of("patch", image, "--out", out, "--mkdir", "new"),
            CommandRun.of("convert", image, "--out", out, "--to", "cpio"));
    for (CommandRun run : runs) {
      assertEquals(ExitCode.INPUT, run.code(), run.output());
      assertEquals(1, run.errorLines().size(), run.errors());
      assertTrue(run.errors().contains(kind), run.errors());
      assertTrue(run.errors().contains("build an image of them"), run.errors());
      assertFalse(Files.exists(out));
    }
    CommandRun check = CommandRun.of("check", image);
    assertEquals(ExitCode.INPUT, check.code());
    assertTrue(check.output().contains(kind), check.output());
    CommandRun simulate = withModules("simulate", image);
    assertEquals(ExitCode.NO, simulate.code());
    assertTrue(
        simulate.lines().get(0).startsWith("verdict: WOULD NOT BOOT: the archive is " + kind),
        simulate.output());
    CommandRun lookup = withModules("lookup", image, "etc/system");
    assertEquals(ExitCode.NO, lookup.code());
    assertTrue(lookup.errors().contains("the archive is " + kind), lookup.errors());
  }

  private static CommandRun withModules(String command, Path image, String... more) {
    return CommandRun.ofBoth(
        List.of(
            command,
            "--module",
            "/platform/i86pc/kernel/amd64/unix",
            image,
            "--module",
            "/boot_archive type=rootfs name=ramdisk",
            image),
        (Object[]) more);
  }

  @Test
  void aUfs1OfBsdIsNamedByEveryCommand() throws IOException {
    isNamedByEveryCommand(unpacked("bsd-ufs1-16k-blocks.img"), "a UFS1 of BSD");
  }

  @ParameterizedTest
  @CsvSource({"8192, true", "8192, false", "65536, true", "65536, false", "262144, true"})
  void aUfs2IsNamedByEveryCommandWhereverItsSuperblockIs(int superblock, boolean little)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 20);
    bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    bytes.putInt(superblock + 1372, 0x19540119);
    isNamedByEveryCommand(
        Files.write(folder.resolve("ufs2"), bytes.array()), "a UFS2 of BSD (magic 0x19540119)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42bsd-format.img", "directory-blocks-of-1024.img"})
  void anOlderFormatIsReadNamedAndConverted(String name) throws IOException {
    Path image = unpacked(name);
    String format = name.startsWith("42") ? "the format of 4.2BSD" : "directory blocks of 1024";
    CommandRun glance = CommandRun.of("inspect", image);
    assertEquals(ExitCode.GOOD, glance.code(), glance.errors());
    assertTrue(glance.lines().get(0).contains(format), glance.output());
    assertEquals("lost+found\n", CommandRun.of("inspect", image, "/").output());
    CommandRun json = CommandRun.of("inspect", "--json", image);
    assertTrue(json.output().contains("\"foreignFormat\":"), json.output());
    CommandRun check = CommandRun.of("check", image);
    assertEquals(ExitCode.NO, check.code());
    assertTrue(check.lines().get(0).startsWith("error [foreign-format]"), check.output());
    assertTrue(check.lines().get(0).contains(format), check.output());
    Path out = folder.resolve("new");
    CommandRun patch = CommandRun.of("patch", image, "--out", out, "--mkdir", "x");
    assertEquals(ExitCode.INPUT, patch.code());
    assertTrue(patch.errors().contains(format) && patch.errors().contains("convert it"));
    assertFalse(Files.exists(out));
    CommandRun convert = CommandRun.of("convert", image, "--to", "ufs", "--out", out);
    assertEquals(ExitCode.GOOD, convert.code(), convert.errors());
    assertEquals("clean\n", CommandRun.of("check", out).output());
    CommandRun simulate = withModules("simulate", image);
    assertEquals(ExitCode.NO, simulate.code());
  }

  @Test
  void aFilledImageOfAnOlderFormatIsReadLikeTheOneItIsMadeOf() throws IOException {
    byte[] bytes = Fixtures.checkImage("clean-01.img");
    Path plain = Files.write(folder.resolve("plain"), bytes);
    List<byte[]> formats =
        List.of(
            ForeignFormats.of42Bsd(bytes),
            ForeignFormats.withLargeDirectoryBlocks(bytes),
            ForeignFormats.ofNext(ForeignFormats.of42Bsd(bytes)));
    String expected = CommandRun.of("inspect", "-R", plain, "/").output();
    assertTrue(expected.lines().count() > 10, expected);
    for (byte[] format : formats) {
      Path image = Files.write(folder.resolve("image"), format);
      assertEquals(expected, CommandRun.of("inspect", "-R", image, "/").output());
      CommandRun diff = CommandRun.of("diff", plain, image);
      assertEquals(ExitCode.GOOD, diff.code(), diff.output());
    }
  }

  @Test
  void aSliceOfALabelWithoutASumIsReadAsTheBootLoaderDoes() throws IOException {
    Path disk = Testdata.of("media", "disks", "vtoc-nosum.img.gz");
    for (List<?> choice : List.of(List.of(), List.of("--slice", "0"), List.of("--offset", "1m"))) {
      CommandRun run = CommandRun.ofBoth(List.of("inspect", disk), choice.toArray());
      assertEquals(ExitCode.GOOD, run.code(), run.errors());
      assertTrue(run.output().startsWith("UFS1, little-endian (x86), clean"), run.output());
      assertEquals("clean\n", CommandRun.ofBoth(List.of("check", disk), choice.toArray()).output());
    }
  }

  @Test
  void aDiskWithoutAFileSystemIsNamedWithItsSlices() {
    Path disk = Testdata.of("media", "disks", "sun-label-empty.img.gz");
    for (String command : List.of("inspect", "check")) {
      CommandRun run = CommandRun.of(command, disk);
      assertEquals(ExitCode.INPUT, run.code());
      assertTrue(
          run.errors().contains("a disk with a partition table")
              && run.errors().contains("s0 Sun label slice at sector 2016"),
          run.errors());
      run = CommandRun.of(command, disk, "--slice", "0");
      assertEquals(ExitCode.INPUT, run.code());
      assertTrue(run.errors().contains("no file system that is known is in s0"), run.errors());
    }
  }
}

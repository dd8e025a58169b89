package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key is made of a platform and of a boot loader's files. */
class MediumBuildCommandTest {
  private static final Path KEY = Testdata.of("media", "smartos-mini.usb.gz");
  private static final Path DISC = Testdata.of("media", "smartos-mini.iso.gz");

  @TempDir static Path shared;
  private static Path platform;

  @TempDir Path directory;

  @BeforeAll
  static void takePlatform() throws IOException {
    platform = shared.resolve("platform");
    try (OpenMedium open = OpenMedium.open(KEY, PartChoice.ANY, null)) {
      copy(open.top().resolve("platform"), platform);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.copy(file, target);
        Files.setLastModifiedTime(target, Files.getLastModifiedTime(file));
      }
    }
  }

  private CommandRun build(Path boot, Path out) {
    return CommandRun.of(
        "build",
        "--medium",
        "usb",
        "--from-platform",
        platform,
        "--boot",
        boot,
        "--size",
        "90m",
        "--esp-size",
        "34m",
        "--out",
        out);
  }

  @Test
  void aKeyOfTheFilesOfAnotherHasItsFilesAndBootsTheSameModules() throws IOException {
    Path out = directory.resolve("new.usb");
    CommandRun made = build(KEY, out);
    assertEquals(0, made.code(), made.errors());
    assertEquals(
        CommandRun.of("modules", "--media", KEY).output(),
        CommandRun.of("modules", "--media", out).output());
    assertEquals(0, CommandRun.of("check", out).code());
    assertEquals(0, CommandRun.of("check", out, "--partition", "1").code());
    assertEquals(0, CommandRun.of("diff", KEY, out).code());
    try (OpenMedium before = OpenMedium.open(KEY, PartChoice.ANY, null);
        OpenMedium after = OpenMedium.open(out, PartChoice.ANY, null);
        Stream<Path> files = Files.walk(before.top())) {
      for (Path file : files.toList()) {
        Path same = after.top().resolve(file.toString());
        assertEquals(Files.isDirectory(file), Files.isDirectory(same), file.toString());
        if (Files.isRegularFile(file)) {
          assertEquals(-1, Files.mismatch(file, same), file.toString());
        }
      }
    }
    try (OpenMedium efi = OpenMedium.open(out, PartChoice.ofPartition(1), null);
        OpenMedium root = OpenMedium.open(out, PartChoice.ANY, null)) {
      assertEquals(
          -1,
          Files.mismatch(
              efi.top().resolve("efi/boot/bootx64.efi"), root.top().resolve("boot/loader64.efi")));
    }
  }

  @Test
  void theFirstSectorAndTheSecondStageSayWhereTheRootIs() throws IOException {
    Path out = directory.resolve("new.usb");
    assertEquals(0, build(KEY, out).code());
    ByteBuffer start = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    long stage2 = 2048 + 34 * 2048;
    try (FileChannel channel = FileChannel.open(out)) {
      channel.read(start, 0);
      assertEquals(2, start.get(0xfa));
      assertEquals(8, start.getShort(0xfc), "sectors of the second stage");
      assertEquals(stage2, start.getLong(0xfe));
      assertEquals((byte) 0xee, start.get(450));
      ByteBuffer code = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
      channel.read(code, stage2 * 512);
      int header = 0;
      while (code.getInt(header) != 0x1badb002) {
        header += 4;
      }
      assertEquals(stage2 + 2048, code.getLong(header + 24));
    }
    try (OpenMedium open = OpenMedium.open(out, PartChoice.ANY, null)) {
      assertEquals((stage2 + 2048) * 512, open.part().offset());
      assertEquals("p3", open.part().name());
    }
  }

  @Test
  void theSameInputGivesTheSameKeyPackedOrNot() throws IOException {
    Path one = directory.resolve("a");
    Path other = directory.resolve("b");
    Path packed = directory.resolve("c.gz");
    assertEquals(0, build(KEY, one).code());
    assertEquals(0, build(KEY, other).code());
    assertEquals(0, build(KEY, packed).code());
    assertEquals(-1, Files.mismatch(one, other));
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      assertArrayEquals(Files.readAllBytes(one), in.readAllBytes());
    }
  }

  @Test
  void theBootFilesOfADiscAndOfADirectoryDoToo() throws IOException {
    Path out = directory.resolve("new.usb");
    assertEquals(0, build(DISC, out).code());
    assertEquals(0, CommandRun.of("check", out).code());

    Path boot = directory.resolve("proto.boot");
    Files.createDirectory(boot);
    try (OpenMedium open = OpenMedium.open(KEY, PartChoice.ANY, null)) {
      copy(open.top().resolve("boot"), boot.resolve("boot"));
    }
    Files.delete(boot.resolve("boot/loader.conf"));
    Path made = directory.resolve("made.usb");
    CommandRun run = build(boot, made);
    assertEquals(0, run.code(), run.errors());
    try (OpenMedium open = OpenMedium.open(made, PartChoice.ANY, null)) {
      assertTrue(
          Files.readString(open.top().resolve("boot/loader.conf"))
              .endsWith(
                  "root_shadow='$5$2HOHRnK3$NvLlm.1KQBbB0WjoP7xcIwGnllhzp2HnT.mDO7DpxYA'\n"
                      + "smartos=\"true\"\n"));
      assertEquals(
          -1,
          Files.mismatch(
              open.top().resolve("etc/version/boot"),
              open.top().resolve("platform/etc/version/platform")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"boot/pmbr", "boot/gptzfsboot", "boot/loader64.efi"})
  void aBootFileThatIsMissingIsNamedAndNothingIsWritten(String name) throws IOException {
    Path boot = Files.createDirectory(directory.resolve("proto.boot"));
    try (OpenMedium open = OpenMedium.open(KEY, PartChoice.ANY, null)) {
      copy(open.top().resolve("boot"), boot.resolve("boot"));
    }
    Files.delete(boot.resolve(name));
    Path out = directory.resolve("new.usb");
    CommandRun run = build(boot, out);
    assertEquals(3, run.code());
    assertTrue(run.errors().contains(name), run.errors());
    assertTrue(Files.notExists(out));
  }

  @Test
  void aKeyThatIsTooSmallIsRefusedWithNumbers() {
    Path out = directory.resolve("new.usb");
    CommandRun small =
        CommandRun.of(
            "build",
            "--medium",
            "usb",
            "--from-platform",
            platform,
            "--boot",
            KEY,
            "--size",
            "40m",
            "--out",
            out);
    assertEquals(2, small.code(), small.errors());
    CommandRun floppy =
        CommandRun.of(
            "build", "--medium", "disk", "--from-platform", platform, "--boot", KEY, "--out", out);
    assertEquals(2, floppy.code(), floppy.errors());
    assertTrue(floppy.errors().contains("iso or usb"), floppy.errors());
    CommandRun bare =
        CommandRun.of("build", "--medium", "usb", "--empty", "--size", "1m", "--out", out);
    assertEquals(2, bare.code(), bare.errors());
    assertTrue(Files.notExists(out));
  }

  private CommandRun buildDisc(Path boot, Path out, Object... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "build",
                    "--medium",
                    "iso",
                    "--from-platform",
                    platform,
                    "--boot",
                    boot,
                    "--out",
                    out),
                Stream.of(more))
            .toArray());
  }

  @Test
  void aDiscOfTheFilesOfAnotherHasItsFilesAndBootsTheSameModules() throws IOException {
    Path out = directory.resolve("new.iso");
    CommandRun made = buildDisc(DISC, out);
    assertEquals(0, made.code(), made.errors());
    assertEquals("", made.errors());
    assertEquals(
        CommandRun.of("modules", "--media", DISC).output(),
        CommandRun.of("modules", "--media", out).output());
    assertEquals(0, CommandRun.of("check", out).code());
    assertEquals(0, CommandRun.of("diff", DISC, out).code());
    try (OpenMedium before = OpenMedium.open(DISC, PartChoice.ANY, null);
        OpenMedium after = OpenMedium.open(out, PartChoice.ANY, null);
        Stream<Path> files = Files.walk(before.top())) {
      for (Path file : files.toList()) {
        Path same = after.top().resolve(file.toString());
        assertEquals(Files.isDirectory(file), Files.isDirectory(same), file.toString());
        // These two say where things are.
        if (Files.isRegularFile(file)
            && !file.endsWith("boot.catalog")
            && !file.endsWith("cdboot")) {
          assertEquals(-1, Files.mismatch(file, same), file.toString());
        }
      }
    }
  }

  @Test
  void theSameInputGivesTheSameDiscPackedOrNot() throws IOException {
    Path one = directory.resolve("a.iso");
    Path other = directory.resolve("b.iso");
    Path packed = directory.resolve("c.iso.gz");
    assertEquals(0, buildDisc(DISC, one).code());
    assertEquals(0, buildDisc(one, other).code());
    assertEquals(0, buildDisc(DISC, packed).code());
    assertEquals(-1, Files.mismatch(one, other));
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
      assertArrayEquals(Files.readAllBytes(one), in.readAllBytes());
    }
  }

  @Test
  void aDiscOfAKeysFilesHasAnEfiImageOfItsLoaderAndSaysThatNoBiosBootsIt() throws IOException {
    Path out = directory.resolve("new.iso");
    CommandRun made = buildDisc(KEY, out, "--esp-size", "40m");
    assertEquals(0, made.code(), made.errors());
    assertTrue(made.errors().contains("boot/cdboot"), made.errors());
    assertEquals(0, CommandRun.of("check", out).code());
    try (OpenMedium open = OpenMedium.open(out, PartChoice.ANY, null)) {
      Path image = directory.resolve("efiboot.img");
      Files.copy(open.top().resolve("boot/efiboot.img"), image);
      assertEquals(40 << 20, Files.size(image));
      try (OpenMedium efi = OpenMedium.open(image, PartChoice.ANY, null)) {
        assertEquals(
            -1,
            Files.mismatch(
                efi.top().resolve("efi/boot/bootx64.efi"),
                open.top().resolve("boot/loader64.efi")));
      }
    }
  }

  @Test
  void aDiscThatWouldNotBootOrHasASizeIsRefused() throws IOException {
    Path boot = Files.createDirectories(directory.resolve("proto.boot/boot")).getParent();
    Path out = directory.resolve("new.iso");
    CommandRun nothing = buildDisc(boot, out);
    assertEquals(3, nothing.code());
    assertTrue(nothing.errors().contains("boot/cdboot"), nothing.errors());
    assertEquals(2, buildDisc(DISC, out, "--size", "1g").code());
    assertEquals(2, buildDisc(DISC, out, "--esp-size", "1m").code());
    assertTrue(Files.notExists(out));
  }

  @Test
  void aDiscOfAnotherLoaderIsGivenNoConfigurationOfIllumos() throws IOException {
    Path boot = directory.resolve("proto.boot");
    Files.createDirectories(boot.resolve("boot/grub"));
    Files.write(boot.resolve("boot/cdboot"), new byte[100_000]);
    Files.write(boot.resolve("boot/loader64.efi"), new byte[5000]);
    Files.writeString(boot.resolve("boot/grub/menu.lst"), "title x\n");
    Path out = directory.resolve("new.iso");
    assertEquals(0, buildDisc(boot, out, "--esp-size", "40m").code());
    try (OpenMedium open = OpenMedium.open(out, PartChoice.ANY, null)) {
      assertTrue(Files.notExists(open.top().resolve("boot/loader.conf")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"iso", "usb"})
  void aConfigurationThatBootsSomethingElseIsTold(String medium) throws IOException {
    Path boot = directory.resolve("proto.boot");
    try (OpenMedium open = OpenMedium.open(DISC, PartChoice.ANY, null)) {
      Files.createDirectory(boot);
      copy(open.top().resolve("boot"), boot.resolve("boot"));
    }
    Path out = directory.resolve("new." + medium);
    CommandRun good = medium.equals("iso") ? buildDisc(boot, out) : build(boot, out);
    assertEquals("", good.errors());
    assertTrue(good.output().contains(", boots " + platform), good.output());
    Files.writeString(
        boot.resolve("boot/loader.conf"),
        Files.readString(boot.resolve("boot/loader.conf"))
            + "\nramdisk_name=\"/os/20250101T000000Z/platform/i86pc/amd64/boot_archive\"\n"
            + "boot_archive_name=\"/os/20250101T000000Z/platform/i86pc/amd64/boot_archive\"\n");
    CommandRun other = medium.equals("iso") ? buildDisc(boot, out) : build(boot, out);
    assertEquals(0, other.code(), other.errors());
    assertTrue(other.errors().contains("boots no archive that is there"), other.errors());
    assertTrue(other.output().contains(", with " + platform), other.output());
  }
}

package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands take a USB image for the directory that it would be mounted on. */
class MediaCommandsTest {
  @TempDir static Path keys;

  private static Path key;

  @TempDir Path directory;
  private Path system;

  /** Returns a key of testdata with a kernel that the boot loader takes for one. */
  private static Path media(String name) throws IOException {
    Path made = keys.resolve(name + ".usb");
    if (Files.exists(made)) {
      return made;
    }
    byte[] kernel = new byte[4096];
    ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN).putInt(64, 0x1badb002);
    Path packed = Testdata.of().resolve("media/" + name + ".usb.gz");
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    try (OpenMedium medium = OpenMedium.open(packed, PartChoice.ANY, time);
        Stream<Path> files = Files.walk(medium.top())) {
      for (Path file : files.filter(one -> one.endsWith("unix")).toList()) {
        if (Files.isRegularFile(file)) {
          Files.write(file, kernel);
        }
      }
      medium.write(medium.plan(), made);
    }
    return made;
  }

  @BeforeEach
  void writeFile() throws IOException {
    key = media("smartos-mini");
    system = Files.writeString(directory.resolve("my-system"), "set moddebug=1\n");
  }

  private CommandRun overlay(Path medium, Path out) {
    return CommandRun.of(
        "overlay", "--add", "etc/system=" + system, "--media", medium, "--out", out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini", "triton-mini", "grub-mini"})
  void anOverlayOnAKeyIsLoadedWhenTheKeyBoots(String name) throws IOException {
    Path out = directory.resolve("new.usb");
    CommandRun made = overlay(media(name), out);
    assertEquals(0, made.code(), made.errors() + made.output());
    assertTrue(made.output().contains("bootfs answers with 15 bytes"), made.output());

    CommandRun before = CommandRun.of("lookup", "--tsv", "--media", media(name), "etc/system");
    CommandRun after = CommandRun.of("lookup", "--tsv", "--media", out, "etc/system");
    assertTrue(before.output().contains("\tboot_ufs\t"), before.output() + before.errors());
    assertTrue(after.output().contains("\tbootfs\t15\t"), after.output() + after.errors());
  }

  @Test
  void theSameOverlayGivesTheSameKeyPackedOrNot() throws IOException {
    Path plain = directory.resolve("a.usb");
    assertEquals(0, overlay(key, plain).code());
    Path packed = directory.resolve("b.usb.gz");
    assertEquals(0, overlay(key, packed).code());
    try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
      assertArrayEquals(Files.readAllBytes(plain), in.readAllBytes());
    }
  }

  @Test
  void anOverlayIsTakenOutAgainWithItsFiles() {
    Path with = directory.resolve("with.usb");
    Path without = directory.resolve("without.usb");
    assertEquals(0, overlay(key, with).code());
    CommandRun removed = CommandRun.of("overlay", "--remove", "--media", with, "--out", without);
    assertEquals(0, removed.code(), removed.errors());
    CommandRun modules = CommandRun.of("modules", "--media", without);
    assertEquals(CommandRun.of("modules", "--media", key).output(), modules.output());
    assertFalse(modules.output().contains("etc/system"));
  }

  @Test
  void aKeyWhoseDirectoriesAreInUpperCaseTakesOverlaysToo() throws IOException {
    byte[] bytes = Files.readAllBytes(key);
    // mtools and DOS write such names without long entries; here the long one of boot goes.
    int root = 73728 * 512;
    int deleted = 0;
    for (int at = root; at < bytes.length - 64; at += 32) {
      boolean isLongEntryOfBoot =
          bytes[at] == 0x41
              && bytes[at + 11] == 0x0f
              && new String(bytes, at + 32, 11, StandardCharsets.US_ASCII).equals("BOOT       ");
      if (isLongEntryOfBoot) {
        bytes[at] = (byte) 0xe5;
        deleted++;
        break;
      }
    }
    assertEquals(1, deleted);
    Path key = Files.write(directory.resolve("upper.usb"), bytes);
    Path out = directory.resolve("new.usb");
    CommandRun made = overlay(key, out);
    assertEquals(0, made.code(), made.errors() + made.output());
    CommandRun after = CommandRun.of("lookup", "--tsv", "--media", out, "etc/system");
    assertTrue(after.output().contains("\tbootfs\t15\t"), after.output() + after.errors());
  }

  @Test
  void aDryRunWritesNothing() {
    Path out = directory.resolve("new.usb");
    CommandRun run =
        CommandRun.of(
            "overlay", "--add", "etc/system=" + system, "--media", key, "--out", out, "--dry-run");
    assertEquals(0, run.code(), run.errors());
    assertTrue(Files.notExists(out));
  }

  @Test
  void whatIsNoMediumIsAnErrorInOneLine() throws IOException {
    Path out = directory.resolve("new.usb");
    CommandRun none = overlay(system, out);
    assertEquals(3, none.code());
    assertEquals(1, none.errorLines().size(), none.errors());
    assertTrue(Files.notExists(out));

    CommandRun slice = CommandRun.of("modules", "--media", key, "--slice", "5");
    assertEquals(3, slice.code());
    assertTrue(slice.errors().contains("it has no slice 5"), slice.errors());

    CommandRun wrong = CommandRun.of("modules", "--media", key, "--menu", "x");
    assertEquals(2, wrong.code(), wrong.errors());
    try (var left = Files.list(directory)) {
      assertEquals(List.of(system), left.toList());
    }
  }
}

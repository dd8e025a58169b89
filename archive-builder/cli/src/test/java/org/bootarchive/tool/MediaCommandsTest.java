package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands take a USB image for the directory that it would be mounted on. */
class MediaCommandsTest {
  private static final Path KEY = media("smartos-mini");

  @TempDir Path directory;
  private Path system;

  private static Path media(String name) {
    return Testdata.of().resolve("media/" + name + ".usb.gz");
  }

  @BeforeEach
  void writeFile() throws IOException {
    system = Files.writeString(directory.resolve("my-system"), "set moddebug=1\n");
  }

  private CommandRun overlay(Path medium, Path out) {
    return CommandRun.of(
        "overlay", "--add", "etc/system=" + system, "--media", medium, "--out", out);
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini", "triton-mini", "grub-mini"})
  void anOverlayOnAKeyIsLoadedWhenTheKeyBoots(String name) {
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
    assertEquals(0, overlay(KEY, plain).code());
    Path packed = directory.resolve("b.usb.gz");
    assertEquals(0, overlay(KEY, packed).code());
    try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
      assertArrayEquals(Files.readAllBytes(plain), in.readAllBytes());
    }
  }

  @Test
  void anOverlayIsTakenOutAgainWithItsFiles() {
    Path with = directory.resolve("with.usb");
    Path without = directory.resolve("without.usb");
    assertEquals(0, overlay(KEY, with).code());
    CommandRun removed = CommandRun.of("overlay", "--remove", "--media", with, "--out", without);
    assertEquals(0, removed.code(), removed.errors());
    CommandRun modules = CommandRun.of("modules", "--media", without);
    assertEquals(CommandRun.of("modules", "--media", KEY).output(), modules.output());
    assertFalse(modules.output().contains("etc/system"));
  }

  @Test
  void aDryRunWritesNothing() {
    Path out = directory.resolve("new.usb");
    CommandRun run =
        CommandRun.of(
            "overlay", "--add", "etc/system=" + system, "--media", KEY, "--out", out, "--dry-run");
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

    CommandRun slice = CommandRun.of("modules", "--media", KEY, "--slice", "5");
    assertEquals(3, slice.code());
    assertTrue(slice.errors().contains("it has no slice 5"), slice.errors());

    CommandRun wrong = CommandRun.of("modules", "--media", KEY, "--menu", "x");
    assertEquals(2, wrong.code(), wrong.errors());
    try (var left = Files.list(directory)) {
      assertEquals(List.of(system), left.toList());
    }
  }
}

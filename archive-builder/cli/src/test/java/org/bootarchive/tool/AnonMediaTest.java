package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.stream.Stream;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.testing.PlatformFixture;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An anonymous enabling is put on a medium, shown and taken off, without mounting it. */
class AnonMediaTest {
  private static final Path PROGRAMS = Testdata.of("vectors", "dof", "programs");
  private static final String PROBE = "enabling probe 0 (fbt::rts_new_rtsmsg:entry)";

  @TempDir private static Path shared;
  private static Path medium;

  @TempDir private Path folder;
  private Path conf;
  private Path system;

  @BeforeAll
  static void makeMedium() throws IOException {
    Path key = PlatformFixture.usbKey(shared);
    medium = shared.resolve("key.usb");
    Instant time = Instant.parse("2026-01-01T00:00:00Z");
    Path empty = Testdata.of("media", "grub-mini.usb.gz");
    try (OpenMedium open = OpenMedium.open(empty, PartChoice.ANY, time);
        Stream<Path> files = Files.walk(key)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path there = open.top().resolve(key.relativize(file).toString().replace('\\', '/'));
        Files.createDirectories(there.getParent());
        Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING);
      }
      // Two loaders have their configuration in the fixture: GRUB's stays.
      Files.deleteIfExists(open.top().resolve("boot/loader.conf"));
      Files.deleteIfExists(open.top().resolve("boot/defaults/loader.conf"));
      try (MediumCopy copy = open.copyTo(medium)) {
        open.write(copy);
      }
    }
  }

  @BeforeEach
  void makeFiles() throws IOException {
    byte[] program = Files.readAllBytes(PROGRAMS.resolve("002-rts-new-rtsmsg.conf"));
    conf = Files.write(folder.resolve("dtrace.conf"), program);
    system =
        Files.writeString(
            folder.resolve("system"),
            CommandRun.of("cat", medium, "etc/system").output()
                + "* vvvv Added by DTrace\nforceload: drv/fbt\nforceload: drv/dtrace\n"
                + "* ^^^^ Added by DTrace\n",
            StandardCharsets.ISO_8859_1);
  }

  @Test
  void anEnablingIsAppliedShownAndStripped() throws IOException {
    Path traced = folder.resolve("traced.usb.gz");
    CommandRun applied =
        CommandRun.of(
            "anon",
            "apply",
            "--dtrace-conf",
            conf,
            "--system",
            system,
            "--media",
            medium,
            "--out",
            traced);
    assertEquals(0, applied.code(), applied.output() + applied.errors());
    assertEquals(PROBE, applied.lines().get(0));
    assertTrue(applied.output().contains("\nverdict: would boot\n"), applied.output());

    CommandRun shown = CommandRun.of("anon", "show", "--media", traced);
    assertEquals(0, shown.code(), shown.errors());
    assertTrue(shown.output().startsWith(PROBE), shown.output());
    CommandRun named = CommandRun.of("anon", "show", traced);
    assertEquals(0, named.code(), named.errors());
    assertEquals(shown.output(), named.output(), "the medium as IMAGE");
    CommandRun chosen = CommandRun.of("anon", "show", traced, "--partition", "1");
    assertEquals(shown.output(), chosen.output(), chosen.errors());
    assertEquals(3, CommandRun.of("anon", "show", traced, "--partition", "3").code());
    String lookups =
        CommandRun.of("lookup", "--media", traced, "--tsv", "/kernel/drv/dtrace.conf").output();
    assertTrue(lookups.contains("bootfs\t" + Files.size(conf)), lookups);

    Path stripped = folder.resolve("stripped.usb");
    CommandRun taken = CommandRun.of("anon", "strip", "--media", traced, "--out", stripped);
    assertEquals(0, taken.code(), taken.errors());
    assertEquals(1, CommandRun.of("anon", "show", "--media", stripped).code());
    assertEquals(
        CommandRun.of("modules", "--media", medium).output(),
        CommandRun.of("modules", "--media", stripped).output());
    try (OpenMedium open = OpenMedium.open(stripped, PartChoice.ANY, null)) {
      assertFalse(Files.exists(open.top().resolve("os/bootfs/etc/system")));
    }
  }

  @Test
  void anEnablingIsAddedToTheFilesOfTheArchiveOnTheMedium() throws IOException {
    Path traced = folder.resolve("traced.usb");
    CommandRun applied =
        CommandRun.of(
            "anon",
            "apply",
            "--from-image",
            "--dtrace-conf",
            conf,
            "--media",
            medium,
            "--out",
            traced,
            "--json");
    assertEquals(0, applied.code(), applied.output() + applied.errors());
    CommandRun shown = CommandRun.of("anon", "show", "--media", traced);
    assertEquals(0, shown.code(), shown.errors());
    assertTrue(shown.output().startsWith(PROBE), shown.output());
  }

  @Test
  void aProgramIsCompiledForTheArchiveOnTheMedium() throws IOException {
    Path traced = folder.resolve("traced.usb");
    CommandRun compiled =
        CommandRun.of(
            "anon",
            "compile",
            "-n",
            "BEGIN { trace(timestamp); }",
            "--media",
            medium,
            "--out",
            traced);
    assertEquals(0, compiled.code(), compiled.output() + compiled.errors());
    assertEquals("enabling probe 0 (:::BEGIN)", compiled.lines().get(0));
    assertTrue(compiled.output().contains("\nverdict: would boot\n"), compiled.output());
    CommandRun shown = CommandRun.of("anon", "show", "--media", traced);
    assertEquals(0, shown.code(), shown.errors());
    assertTrue(shown.output().contains("trace(timestamp);"), shown.output());
    Path none = folder.resolve("none.usb");
    CommandRun wrong =
        CommandRun.of("anon", "compile", "-n", "BEGIN { x = ", "--media", medium, "--out", none);
    assertEquals(1, wrong.code());
    assertTrue(wrong.errors().startsWith("dtrace: invalid probe specifier"), wrong.errors());
    assertTrue(Files.notExists(none));
    assertEquals(2, CommandRun.of("anon", "compile", "-n", "BEGIN", "--media", medium).code());
  }

  @Test
  void whatIsRefusedOrTriedWritesNothing() throws IOException {
    Path out = folder.resolve("out.usb");
    Path broken = Files.writeString(folder.resolve("broken"), "dof-data-0=0x7f,0x45;\n");
    CommandRun refused =
        CommandRun.of(
            "anon",
            "apply",
            "--dtrace-conf",
            broken,
            "--system",
            system,
            "--media",
            medium,
            "--out",
            out);
    assertEquals(1, refused.code(), refused.output() + refused.errors());
    CommandRun tried =
        CommandRun.of(
            "anon",
            "apply",
            "--dtrace-conf",
            conf,
            "--system",
            system,
            "--media",
            medium,
            "--out",
            out,
            "--dry-run");
    assertEquals(0, tried.code(), tried.errors());
    assertTrue(Files.notExists(out));
    CommandRun both = CommandRun.of("anon", "strip", "--media", medium, "--menu", "x");
    assertEquals(2, both.code());
    CommandRun nowhere =
        CommandRun.of(
            "anon", "apply", "--dtrace-conf", conf, "--system", system, "--media", medium);
    assertEquals(2, nowhere.code());
  }

  @Test
  void theEnablingOfASliceIsShown() throws IOException {
    Path disk = Testdata.of("media", "disks", "gpt.img.gz");
    Path traced = folder.resolve("traced.img");
    CommandRun patched =
        CommandRun.of(
            "patch",
            disk,
            "--slice",
            "1",
            "--put",
            "kernel/drv/dtrace.conf=" + conf,
            "--out",
            traced);
    assertEquals(0, patched.code(), patched.errors());
    CommandRun shown = CommandRun.of("anon", "show", traced, "--slice", "1");
    assertTrue(shown.output().contains(PROBE), shown.output() + shown.errors());
    CommandRun any = CommandRun.of("anon", "show", traced);
    assertEquals(shown.output(), any.output());
  }
}

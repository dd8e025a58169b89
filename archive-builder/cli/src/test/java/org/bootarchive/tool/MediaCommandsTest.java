package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.testing.Kernels;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands take a USB image for the directory that it would be mounted on. */
class MediaCommandsTest {
  @TempDir static Path keys;

  private static Path key;

  @TempDir Path directory;
  private Path system;

  private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
  private static final String UNIX = "/platform/i86pc/kernel/amd64/unix";
  private static final String ARCHIVE = "/platform/i86pc/amd64/boot_archive";

  /** What is done to the files of a medium, from its top directory on. */
  private interface Change {
    void make(Path top) throws IOException;
  }

  /** Returns a medium of testdata with a kernel that the boot loader takes for one. */
  private static Path media(String name) throws IOException {
    Path made = keys.resolve(name);
    if (Files.notExists(made)) {
      change(Testdata.of().resolve("media/" + name + ".gz"), made, MediaCommandsTest::putKernels);
    }
    return made;
  }

  private static void putKernels(Path top) throws IOException {
    byte[] kernel = Kernels.multiboot();
    try (Stream<Path> files = Files.walk(top)) {
      for (Path file : files.filter(one -> one.endsWith("unix")).toList()) {
        if (Files.isRegularFile(file)) {
          Files.write(file, kernel);
        }
      }
    }
  }

  private static void change(Path medium, Path made, Change change) throws IOException {
    try (OpenMedium open = OpenMedium.open(medium, PartChoice.ANY, TIME)) {
      change.make(open.top());
      try (MediumCopy copy = open.copyTo(made)) {
        open.write(copy);
      }
    }
  }

  @BeforeEach
  void writeFile() throws IOException {
    key = media("smartos-mini.usb");
    system = Files.writeString(directory.resolve("my-system"), "set moddebug=1\n");
  }

  private CommandRun overlay(Path medium, Path out) {
    return CommandRun.of(
        "overlay", "--add", "etc/system=" + system, "--media", medium, "--out", out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smartos-mini.usb",
        "triton-mini.usb",
        "grub-mini.usb",
        "smartos-mini.iso",
      })
  void anOverlayOnAMediumIsLoadedWhenTheMediumBoots(String name) throws IOException {
    Path out = directory.resolve("new");
    CommandRun made = overlay(media(name), out);
    assertEquals(0, made.code(), made.errors() + made.output());
    assertTrue(made.output().contains("bootfs answers with 15 bytes"), made.output());

    CommandRun before = CommandRun.of("lookup", "--tsv", "--media", media(name), "etc/system");
    CommandRun after = CommandRun.of("lookup", "--tsv", "--media", out, "etc/system");
    assertTrue(before.output().contains("\tboot_ufs\t"), before.output() + before.errors());
    assertTrue(after.output().contains("\tbootfs\t15\t"), after.output() + after.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini.usb", "smartos-mini.iso"})
  void theSameOverlayGivesTheSameMediumPackedOrNot(String name) throws IOException {
    Path plain = directory.resolve("a");
    assertEquals(0, overlay(media(name), plain).code());
    Path packed = directory.resolve("b.gz");
    assertEquals(0, overlay(media(name), packed).code());
    try (var in = new GZIPInputStream(Files.newInputStream(packed))) {
      assertArrayEquals(Files.readAllBytes(plain), in.readAllBytes());
    }
    CommandRun modules = CommandRun.of("modules", "--media", packed);
    assertEquals(CommandRun.of("modules", "--media", plain).output(), modules.output());
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini.usb", "smartos-mini.iso", "grub-mini.usb"})
  void anOverlayIsTakenOutAgainWithItsFiles(String name) throws IOException {
    Path with = directory.resolve("with");
    Path without = directory.resolve("without.gz");
    assertEquals(0, overlay(media(name), with).code());
    CommandRun removed = CommandRun.of("overlay", "--remove", "--media", with, "--out", without);
    assertEquals(0, removed.code(), removed.errors());
    CommandRun modules = CommandRun.of("modules", "--media", without);
    assertEquals(CommandRun.of("modules", "--media", media(name)).output(), modules.output());
    assertFalse(modules.output().contains("etc/system"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini.usb", "smartos-mini.iso"})
  void anOverlayOnAMediumOfGrub2GoesIntoItsMenu(String name) throws IOException {
    Path medium = directory.resolve("grub2");
    change(
        media(name),
        medium,
        top -> {
          dropLoader(top);
          Files.createDirectory(top.resolve("boot/grub"));
          Files.writeString(
              top.resolve("boot/grub/grub.cfg"),
              "menuentry SmartOS {\n  multiboot ($root)%s %s -B a=b\n".formatted(UNIX, UNIX)
                  + "  module ($root)%s %s type=rootfs name=ramdisk\n}\n"
                      .formatted(ARCHIVE, ARCHIVE));
        });
    assertOverlayArrives(medium, "/boot/grub/grub.cfg:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini.usb", "smartos-mini.iso"})
  void anOverlayOnAMediumOfSyslinuxGoesIntoItsMenu(String name) throws IOException {
    Path medium = directory.resolve("syslinux");
    change(
        media(name),
        medium,
        top -> {
          dropLoader(top);
          Files.createDirectory(top.resolve("isolinux"));
          Files.write(top.resolve("isolinux/mboot.c32"), new byte[9]);
          Files.writeString(
              top.resolve("isolinux/isolinux.cfg"),
              "default live\nlabel live\n  kernel mboot.c32\n  append %s -B a=b --- %s %s type=rootfs name=ramdisk\n"
                  .formatted(UNIX, ARCHIVE, ARCHIVE));
        });
    assertOverlayArrives(medium, "/isolinux/isolinux.cfg:");
  }

  private static void dropLoader(Path top) throws IOException {
    Files.delete(top.resolve("boot/defaults/loader.conf"));
    Files.deleteIfExists(top.resolve("boot/loader.conf"));
  }

  private void assertOverlayArrives(Path medium, String configuration) throws IOException {
    Path out = directory.resolve("new");
    CommandRun made = overlay(medium, out);
    assertEquals(0, made.code(), made.errors() + made.output());
    assertTrue(made.output().contains(configuration), made.output());
    CommandRun after = CommandRun.of("lookup", "--tsv", "--media", out, "etc/system");
    assertTrue(after.output().contains("\tbootfs\t15\t"), after.output() + after.errors());
    CommandRun simulated = CommandRun.of("simulate", "--json", "--media", out);
    assertTrue(simulated.output().contains("name=etc/system"), simulated.output());
  }

  @Test
  void aMediumOnWhichTwoBootLoadersMayBootIsRefused() throws IOException {
    Path medium = directory.resolve("two");
    change(
        key,
        medium,
        top -> {
          dropLoader(top);
          Files.createDirectory(top.resolve("boot/grub"));
          Files.writeString(top.resolve("boot/grub/grub.cfg"), "x\n");
          Files.writeString(top.resolve("syslinux.cfg"), "x\n");
        });
    CommandRun made = overlay(medium, directory.resolve("new"));
    assertEquals(3, made.code());
    assertTrue(made.errors().contains("/syslinux.cfg is there too"), made.errors());
  }

  /** The loader of the first would not load the overlay; in the second none is found. */
  @ParameterizedTest
  @CsvSource({
    "hybrid.iso, 1, '/boot/defaults/loader.conf:1: syntax error'",
    "norr.iso, 3, no boot loader"
  })
  void anIsoThatCannotBeEditedSafelyIsRefusedAndNothingWritten(String name, int code, String why)
      throws IOException {
    Path packed = Testdata.of().resolve("media/" + name + ".gz");
    Path out = directory.resolve("new.iso");
    CommandRun made = overlay(packed, out);
    assertEquals(code, made.code(), made.output());
    assertEquals(1, made.errorLines().size(), made.errors());
    assertTrue(made.errors().contains(why), made.errors());
    assertTrue(Files.notExists(out));
  }

  @Test
  void aCheckTellsOfAnIsoWhatAnEditWouldBeRefusedFor() {
    CommandRun run = CommandRun.of("check", Testdata.of().resolve("media/hybrid.iso.gz"));
    assertTrue(run.output().contains("note [isohybrid]"), run.output());
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
  void aDryRunWritesNothingAndAnswersAsWritingDoes() {
    Path out = directory.resolve("new.usb");
    CommandRun run =
        CommandRun.of(
            "overlay", "--add", "etc/system=" + system, "--media", key, "--out", out, "--dry-run");
    assertEquals(0, run.code(), run.errors());
    assertTrue(run.output().contains("wrong without the overlay too:"), run.output());
    assertTrue(Files.notExists(out));
    assertEquals(0, overlay(key, out).code());
  }

  /** A copy that is begun removes what is left of one that was killed. */
  @Test
  void aDryRunBeginsNoCopy() throws IOException {
    Path left = Files.writeString(directory.resolve(".new.usb.bootarchive-0.tmp"), "left");
    Path out = directory.resolve("new.usb");
    Path conf =
        Files.writeString(
            directory.resolve("dtrace.conf"), "name=\"dtrace\" parent=\"pseudo\" instance=0;\n");
    List<List<Object>> commands =
        List.of(
            List.of("overlay", "--force", "--add", "etc/system=" + system),
            List.of("overlay", "--remove"),
            List.of("anon", "strip"),
            List.of("anon", "apply", "--force", "--dtrace-conf", conf, "--system", system));
    for (List<Object> command : commands) {
      CommandRun dry = CommandRun.ofBoth(command, "--media", key, "--out", out, "--dry-run");
      assertEquals(0, dry.code(), dry.errors());
      assertEquals("left", Files.readString(left));
    }
    for (List<Object> command : commands) {
      CommandRun wet = CommandRun.ofBoth(command, "--media", key, "--out", out);
      assertEquals(0, wet.code(), wet.errors());
      assertTrue(Files.notExists(left));
      Files.writeString(left, "left");
    }
  }

  /** The copy of the medium is under way while the answer is found. */
  @Test
  void anOverlayThatIsRefusedIsSoWhateverBecomesOfTheCopyAndLeavesNothing() throws IOException {
    Path there = Files.writeString(directory.resolve("there.usb"), "before");
    for (Path out : List.of(there, directory.resolve("new.usb"), directory.resolve("no/new.usb"))) {
      CommandRun run =
          CommandRun.of("overlay", "--add", "etc=" + system, "--media", key, "--out", out);
      assertEquals(1, run.code(), run.errors());
      assertTrue(run.errors().contains("refused: nothing was written"), run.errors());
    }
    assertEquals("before", Files.readString(there));
    try (var left = Files.list(directory)) {
      assertEquals(Set.of(system, there), left.collect(Collectors.toSet()));
    }
  }

  @Test
  void aDryRunNeedsNoNameForTheNewMediumAndSaysWhatWouldChange() throws IOException {
    Path with = directory.resolve("with.usb");
    assertEquals(0, overlay(key, with).code());
    CommandRun added =
        CommandRun.of("overlay", "--add", "etc/system=" + system, "--media", key, "--dry-run");
    CommandRun removed = CommandRun.of("overlay", "--remove", "--media", with, "--dry-run");
    CommandRun stripped = CommandRun.of("anon", "strip", "--media", with, "--dry-run");
    for (CommandRun run : List.of(added, removed, stripped)) {
      assertEquals(0, run.code(), run.errors());
      assertTrue(run.output().contains("/boot/loader.conf"), run.output());
    }
    Path conf =
        Files.writeString(
            directory.resolve("dtrace.conf"), "name=\"dtrace\" parent=\"pseudo\" instance=0;\n");
    CommandRun applied =
        CommandRun.of(
            "anon",
            "apply",
            "--dtrace-conf",
            conf,
            "--system",
            system,
            "--media",
            key,
            "--dry-run",
            "--force");
    assertEquals(0, applied.code(), applied.errors());
    assertTrue(applied.output().contains("/boot/loader.conf"), applied.output());
    CommandRun compiled =
        CommandRun.of(
            "anon", "compile", "-Z", "-n", "BEGIN", "--media", key, "--dry-run", "--force");
    assertFalse(compiled.errors().contains("--out"), compiled.errors());
    CommandRun wet = CommandRun.of("overlay", "--remove", "--media", with);
    assertEquals(2, wet.code(), wet.errors());
    try (var left = Files.list(directory)) {
      assertEquals(Set.of(system, with, conf), left.collect(Collectors.toSet()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "smartos-mini.usb, overlay --remove, its free clusters keep",
    "smartos-mini.iso, overlay --remove, what was appended to it stays",
    "smartos-mini.usb, anon strip, its free clusters keep",
    "smartos-mini.iso, anon strip, what was appended to it stays"
  })
  void itIsSaidThatAMediumWithoutItsOverlayIsNotTheOneBefore(
      String name, String command, String reason) throws IOException {
    Path with = directory.resolve("with");
    Path out = directory.resolve("without");
    String overlay = command.startsWith("anon") ? "kernel/drv/dtrace.conf=" : "etc/system=";
    CommandRun made =
        CommandRun.of(
            "overlay", "--force", "--add", overlay + system, "--media", media(name), "--out", with);
    assertEquals(0, made.code(), made.errors());
    CommandRun removed = run(command, with, out);
    assertEquals(0, removed.code(), removed.errors());
    assertEquals(1, removed.errorLines().size(), removed.errors());
    assertTrue(removed.errors().contains("not byte for byte"), removed.errors());
    assertTrue(removed.errors().contains(reason), removed.errors());
    assertNotEquals(-1, Files.mismatch(media(name), out));

    CommandRun again = run(command, media(name), directory.resolve("again"));
    assertEquals("", again.errors(), "where nothing is taken out there is nothing to say");
    assertEquals(-1, Files.mismatch(media(name), directory.resolve("again")));
  }

  private static CommandRun run(String command, Path medium, Path out) {
    List<String> words = Splitter.on(' ').splitToList(command);
    return CommandRun.of(words.get(0), words.get(1), "--media", medium, "--out", out);
  }

  @Test
  void anOverlayThatIsYetToBeWrittenIsThereForGrub2AndItsLinesAreThoseOfTheEdit()
      throws IOException {
    Path medium = directory.resolve("grub2");
    change(
        media("smartos-mini.iso"),
        medium,
        top -> {
          dropLoader(top);
          Files.createDirectory(top.resolve("boot/grub"));
          Files.writeString(
              top.resolve("boot/grub/grub.cfg"),
              "menuentry SmartOS {\n  multiboot2 %s %s -B a=b\n".formatted(UNIX, UNIX)
                  + "  module2 %s %s type=rootfs name=ramdisk\n}\n".formatted(ARCHIVE, ARCHIVE));
        });
    CommandRun made = overlay(medium, directory.resolve("new"));
    assertEquals(0, made.code(), made.errors());
    assertFalse(made.output().contains("grub2-last-command-fails"), made.output());
    assertTrue(
        made.output().contains("lines for grub2:\n  module2 /os/bootfs/etc/system "),
        made.output());
    CommandRun simulated = CommandRun.of("simulate", "--media", directory.resolve("new"));
    assertFalse(simulated.output().contains("grub2-last-command-fails"), simulated.output());
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

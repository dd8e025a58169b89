package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A medium or a disk means the archive in it wherever an archive can stand. */
class ArchivesAnywhereTest {
  @TempDir private Path folder;

  private static Path packed(String name) {
    return Testdata.of("media", name + ".gz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini.usb", "grub-mini.usb", "smartos-mini.iso"})
  void theArchiveThatAMediumBootsIsConverted(String name) {
    Path made = folder.resolve("made");
    CommandRun run = CommandRun.of("convert", packed(name), "--to", "ufs", "--out", made);
    assertEquals(0, run.code(), run.output() + run.errors());
    CommandRun diff = CommandRun.of("diff", packed(name), made);
    assertEquals(0, diff.code(), diff.output() + diff.errors());
  }

  @Test
  void aSliceIsConvertedAndComparedWithAnArchive() {
    Path disk = packed("disks/gpt.img");
    Path made = folder.resolve("made");
    CommandRun run = CommandRun.of("convert", disk, "--slice", "1", "--to", "ufs", "--out", made);
    assertEquals(0, run.code(), run.output() + run.errors());
    CommandRun diff = CommandRun.of("diff", made, disk, "--slice", "1");
    assertEquals(0, diff.code(), diff.output() + diff.errors());
    assertEquals(3, CommandRun.of("diff", made, disk, "--slice", "5").code());
    assertEquals(2, CommandRun.of("diff", made, made, "--slice", "1").code());
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini.usb", "smartos-mini.iso"})
  void aKernelOnAMediumIsTheOneOfItsArchive(String name) {
    Path archive = folder.resolve("boot_archive");
    assertEquals(0, CommandRun.of("convert", packed(name), "--to", "ufs", "--out", archive).code());
    CommandRun ofArchive = compile("--image", archive, "--out", folder.resolve("one"));
    CommandRun ofMedium = compile("--image", packed(name), "--out", folder.resolve("two"));
    assertEquals(ofArchive.code(), ofMedium.code(), ofMedium.errors());
    assertEquals(ofArchive.errors(), ofMedium.errors());
    assertEquals(Files.exists(folder.resolve("one")), Files.exists(folder.resolve("two")));
    CommandRun dry =
        compile("--image", packed(name), "--patch", archive, "--out", folder.resolve("new"));
    assertFalse(dry.errors().contains("UFS"), dry.errors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini.usb", "smartos-mini.iso"})
  void aMediumIsNoArchiveToPatch(String name) {
    Path out = folder.resolve("new");
    CommandRun run = compile("--patch", packed(name), "--out", out);
    assertEquals(2, run.code(), run.errors());
    assertTrue(run.errors().contains("a medium: use --media FILE --out NEW"), run.errors());
    CommandRun disk = compile("--patch", packed("disks/gpt.img"), "--out", out);
    assertEquals(2, disk.code(), disk.errors());
    Path conf = Testdata.of("vectors", "dof", "programs", "002-rts-new-rtsmsg.conf");
    CommandRun apply =
        CommandRun.of(
            "anon",
            "apply",
            "--from-image",
            "--dtrace-conf",
            conf,
            "--patch",
            packed(name),
            "--out",
            out);
    assertEquals(2, apply.code(), apply.errors());
    assertTrue(apply.errors().contains("a medium: use --media FILE --out NEW"), apply.errors());
    assertFalse(Files.exists(out));
  }

  @Test
  void anArchiveIsNotWrittenUnderTheNameOfAPlatform() {
    Path archive = folder.resolve("boot_archive");
    Path key = packed("smartos-mini.usb");
    assertEquals(0, CommandRun.of("convert", key, "--to", "ufs", "--out", archive).code());
    Path out = folder.resolve("new.tgz");
    CommandRun run = compile("--patch", archive, "--out", out);
    assertEquals(2, run.code(), run.errors());
    assertTrue(run.errors().contains("patch PLATFORM --put"), run.errors());
    assertFalse(Files.exists(out));
  }

  @Test
  void nothingButAPlatformIsWrittenUnderTheNameOfOne() throws IOException {
    Path archive = folder.resolve("boot_archive");
    Path key = packed("smartos-mini.usb");
    assertEquals(0, CommandRun.of("convert", key, "--to", "ufs", "--out", archive).code());
    Path text = Files.writeString(folder.resolve("text"), "set a=1\n");
    Path out = folder.resolve("new.tgz");
    String put = "etc/a=" + text;
    Path disk = packed("disks/gpt.img");
    List<CommandRun> runs =
        List.of(
            CommandRun.of("patch", archive, "--put", put, "--out", out),
            CommandRun.of("patch", Samples.PLATFORM, "--archive-only", "--put", put, "--out", out),
            CommandRun.of("patch", key, "--put", put, "--out", out),
            CommandRun.of("patch", disk, "--slice", "1", "--put", put, "--out", out),
            CommandRun.of("convert", archive, "--to", "cpio", "--out", out),
            CommandRun.of("build", "--empty", "--size", "4m", "--out", out),
            CommandRun.of("build", "--from", folder, "--to", "cpio", "--gzip", "--out", out),
            CommandRun.of("overlay", "--add", "etc/system=" + text, "--media", key, "--out", out));
    for (CommandRun run : runs) {
      assertEquals(2, run.code(), run.errors());
      assertEquals(1, run.errorLines().size(), run.errors());
      assertTrue(run.errors().contains("a platform's name"), run.errors());
    }
    assertFalse(Files.exists(out));
    assertEquals(0, CommandRun.of("patch", Samples.PLATFORM, "--put", put, "--out", out).code());
  }

  private static CommandRun compile(Object... arguments) {
    return CommandRun.ofBoth(List.of("anon", "compile", "-n", "BEGIN{trace(1);}"), arguments);
  }
}

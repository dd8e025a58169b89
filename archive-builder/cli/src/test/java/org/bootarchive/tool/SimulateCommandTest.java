package org.bootarchive.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Splitter;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.testing.Kernels;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command's exit codes and the names in its JSON. */
@Isolated
class SimulateCommandTest {
  @TempDir Path directory;

  private record Run(int code, String out) {}

  private static Run run(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(bytes, true, UTF_8)) {
      System.setOut(captured);
      int code = Main.run(args);
      return new Run(code, bytes.toString(UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void aBootThatFailsSaysSoFirstAndExitsWithOne() throws IOException {
    Path archive = Files.write(directory.resolve("archive"), new byte[1024]);
    Run run = run("simulate", "--module", "/a type=rootfs name=r", archive.toString());
    assertEquals(ExitCode.NO, run.code());
    assertTrue(run.out().startsWith("verdict: WOULD NOT BOOT: "), run.out());
    assertTrue(run.out().contains("error [archive-unknown] "), run.out());
  }

  @Test
  void jsonHasTheDocumentedNames() throws IOException {
    Path archive = Files.write(directory.resolve("archive"), new byte[1024]);
    Path hash = Files.writeString(directory.resolve("hash"), "0".repeat(40));
    Run run =
        run(
            "simulate",
            "--json",
            "--module",
            "/a type=rootfs name=r",
            archive.toString(),
            "--module",
            "/h type=hash name=r",
            hash.toString());
    assertEquals(ExitCode.NO, run.code());
    JsonObject object = JsonParser.parseString(run.out()).getAsJsonObject();
    assertEquals(
        List.of(
            "verdict",
            "loader",
            "kernel",
            "whoami",
            "modules",
            "missing",
            "messages",
            "panic",
            "ramdisk",
            "properties",
            "root",
            "bootProperties",
            "modulePath",
            "overlays",
            "lookups",
            "afterBoot",
            "anonymous",
            "findings"),
        List.copyOf(object.keySet()));
    assertEquals("hash mismatch!", object.get("panic").getAsString());
    assertEquals(
        "verdict: WOULD NOT BOOT: hash mismatch!",
        object.getAsJsonObject("verdict").get("text").getAsString());
  }

  private Run platform(String... adds) throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "forceload: drv/foo\n");
    Path full = Files.write(directory.resolve("full"), new byte[8192]);
    List<String> args = new ArrayList<>(List.of("simulate"));
    args.addAll(
        List.of(
            "--platform",
            Files.isDirectory(directory.resolve("platform"))
                ? directory.resolve("platform").toString()
                : PlatformFixture.unpack(directory).directory().toString()));
    for (String add : adds) {
      args.addAll(
          List.of("--add", add.replace("FILE", file.toString()).replace("FULL", full.toString())));
    }
    return run(args.toArray(String[]::new));
  }

  @Test
  void anOverlayThatForceloadsDoNotSeeIsNoDriver() throws IOException {
    Run run = platform("etc/system=FILE", "platform/i86pc/kernel/drv/amd64/foo=FILE");
    assertEquals(ExitCode.NO, run.code());
    assertTrue(run.out().contains("error [forceload-fails] forceload drv/foo"), run.out());
    Run seen = platform("etc/system=FILE", "kernel/drv/amd64/foo=FILE");
    assertTrue(
        seen.out().contains("forceload drv/foo: /system/boot/kernel/drv/amd64/foo  bootfs"),
        seen.out());
  }

  @Test
  void aSizeThatNobodyAsksForIsNoAlarm() throws IOException {
    Run run = platform("platform/i86pc/ucode/GenuineIntel/000306C3-32=FULL", "firmware/x/y=FULL");
    assertEquals(ExitCode.GOOD, run.code());
    assertFalse(run.out().contains("[size-"), run.out());
  }

  @Test
  void whatNobodyReadsIsNotPassedOverInSilence() throws IOException {
    Run run = platform("kernel/drv/nosuch.conf=FILE", "etc/nosuch=FILE");
    assertEquals(ExitCode.GOOD, run.code());
    assertEquals(
        2,
        Splitter.on("nothing reads this before the root is mounted").splitToList(run.out()).size()
            - 1);
    Run inUsr = platform("usr/bin/bash=FILE");
    assertEquals(ExitCode.NO, inUsr.code());
    assertTrue(inUsr.out().contains("error [nobody-reads]"), inUsr.out());
  }

  @Test
  void noModuleSetIsWrongUsage() {
    assertEquals(ExitCode.USAGE, run("simulate").code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--menu | menu.lst | title t~kernel$ KERNEL~module$ ARCHIVE",
        "--ipxe | boot.ipxe | #!ipxe~kernel KERNEL~module ARCHIVE~boot",
        "--loader-conf | loader.conf | bootfile=\"KERNEL\"~boot_archive_load=YES"
            + "~boot_archive_type=rootfs~boot_archive_name=\"ARCHIVE\"",
        "--grub-cfg | grub.cfg | menuentry t {~multiboot KERNEL KERNEL~module ARCHIVE~}",
        "--syslinux | isolinux.cfg | default t~label t~kernel mboot.c32~append KERNEL --- ARCHIVE",
      })
  void noBootLoaderStartsAFileOfTextAsTheKernel(String option, String name, String lines)
      throws IOException {
    String kernel = "/platform/i86pc/kernel/amd64/unix";
    Path file = directory.resolve(kernel.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, "This is no kernel, and long enough to be taken for one. ".repeat(200));
    Files.write(directory.resolve("archive"), new byte[1024]);
    Files.write(directory.resolve("mboot.c32"), new byte[1024]);
    String text = lines.replace("KERNEL", kernel).replace("ARCHIVE", "/archive").replace('~', '\n');
    Path configuration = Files.writeString(directory.resolve(name), text + "\n");
    Run run =
        run("simulate", option, configuration.toString(), "--root", directory.toString(), "--all");
    assertEquals(ExitCode.NO, run.code(), run.out());
    assertTrue(
        run.out().contains("error [kernel-not-executable] ")
            || run.out().contains("error [ipxe-not-executable] "),
        run.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--menu | menu.lst | not-followed | password x~title t~lock~kernel$ KERNEL~module$ ARCHIVE",
        "--menu | menu.lst | not-followed | title t~find /nope~kernel$ KERNEL~module$ ARCHIVE",
        "--menu | menu.lst | grub-waits | title t~pause look~kernel$ KERNEL~module$ ARCHIVE",
        "--ipxe | boot.ipxe | not-followed | #!ipxe~imgtrust --permanent~kernel KERNEL~boot",
        "--ipxe | boot.ipxe | not-followed | #!ipxe~kernel KERNEL~shim /shim~boot",
        "--ipxe | boot.ipxe | ipxe-undecided | #!ipxe~cpuid --ext 29 OTHERWISE goto out~kernel"
            + " KERNEL~boot~:out~exit",
        "--loader-conf | loader.conf | loader-waits | bootfile=\"KERNEL\"~password=\"x\"",
        "--loader-conf | loader.conf | not-followed | bootfile=\"KERNEL\"~currdev=\"disk9p9:\"",
        "--grub-cfg | grub.cfg | not-followed | set check_signatures=enforce~menuentry t {"
            + "~multiboot KERNEL KERNEL~module ARCHIVE~}",
      })
  void whatDecidesABootAndIsNotFollowedIsAFinding(
      String option, String name, String code, String lines) throws IOException {
    String kernel = "/platform/i86pc/kernel/amd64/unix";
    Path file = directory.resolve(kernel.substring(1));
    Files.createDirectories(file.getParent());
    Files.write(file, Kernels.multiboot());
    Files.write(directory.resolve("archive"), new byte[1024]);
    String text =
        lines
            .replace("OTHERWISE", "||")
            .replace("KERNEL", kernel)
            .replace("ARCHIVE", "/archive")
            .replace('~', '\n');
    Path configuration = Files.writeString(directory.resolve(name), text + "\n");
    Run run =
        run("simulate", option, configuration.toString(), "--root", directory.toString(), "--all");
    assertTrue(run.out().contains(" [" + code + "] "), run.out());
  }
}

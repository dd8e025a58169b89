package org.bootarchive.interop;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.syslinux.SyslinuxConfiguration;
import org.bootarchive.ufs.testing.RequiredTool;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What mboot.c32 hands over is what a configuration is said to hand over, overlays included. */
class SyslinuxAgreementTest {
  private static final RequiredTool XORRISO = new RequiredTool("xorriso", "xorriso");
  private static final String LABEL = "default s\nlabel s\n  kernel mboot.c32\n";

  private static final BootChoices MACHINE =
      BootChoices.DEFAULTS.withSettings(
          ImmutableMap.of(
              ByteString.of("mac"),
              ByteString.of("02:00:00:00:00:01"),
              ByteString.of("ip"),
              ByteString.of("10.0.2.15:10.0.2.2:10.0.2.2:255.255.255.0")));

  private static LoaderCase configuration(String name, String text) {
    return new LoaderCase(
        name, text.replace("UNIX", BootDirectory.UNIX).replace("ARCHIVE", BootDirectory.ARCHIVE));
  }

  static Stream<LoaderCase> discs() {
    return Stream.of(
        configuration(
            "types and a hash",
            LABEL
                + "  append -aout UNIX -B smartos=true,a=\"x,y\" --- ARCHIVE type=rootfs"
                + " name=ramdisk --- ARCHIVE.hash type=hash name=ramdisk\n"),
        configuration("no types", LABEL + "  append UNIX -B smartos=true --- ARCHIVE\n"),
        configuration(
            "no types, with the hash", LABEL + "  append UNIX --- ARCHIVE --- ARCHIVE.hash\n"),
        configuration(
            "one append for all labels",
            """
            append UNIX -v   -k --- ARCHIVE
            default s
            label s
            kernel mboot.c32
            label t
            kernel mboot.c32
            """),
        configuration(
            "arguments on the kernel's line",
            """
            DEFAULT S
            LABEL S
            \tKERNEL mboot.c32 UNIX -B a='b c' ---\tARCHIVE type=rootfs name=ramdisk
            """),
        configuration("a command by itself", "default mboot.c32 UNIX x --- ARCHIVE\n"),
        configuration(
            "line ends of DOS",
            (LABEL + "append UNIX x --- ARCHIVE # tail\n").replace("\n", "\r\n")),
        configuration(
            "a menu",
            """
            ui menu.c32
            timeout 1
            label a
            linux nope
            label s
            menu default
            com32 mboot
            append UNIX s --- ARCHIVE type=rootfs name=ramdisk
            """),
        configuration(
            "an older overlay, and initrd",
            LABEL
                + "append UNIX x --- ARCHIVE"
                + " type=rootfs name=ramdisk --- /bootfs/odd;name type=file name=etc/system"
                + " --- ../bootfs/odd;name name=etc/$x\ninitrd /bootfs/odd;name\n"));
  }

  @ParameterizedTest
  @MethodSource("discs")
  void fromADisc(LoaderCase test, @TempDir Path scratch) throws IOException {
    Path made = Files.createDirectory(scratch.resolve("root"));
    BootDirectory directory = BootDirectory.create(made);
    String file = "/isolinux/isolinux.cfg";
    directory.write(file, test.text());
    copy("/usr/lib/ISOLINUX/isolinux.bin", "isolinux", directory, "/isolinux/isolinux.bin");
    modules(directory, "/isolinux/");
    Path disc = scratch.resolve("disc.iso");
    test.agree(
        directory,
        () -> SyslinuxConfiguration.read(directory.path(file), directory.root(), MACHINE),
        () -> {
          ToolRun.of(
                  XORRISO.path().toString(),
                  "-as",
                  "mkisofs",
                  "-quiet",
                  "-R",
                  "-b",
                  "isolinux/isolinux.bin",
                  "-c",
                  "isolinux/boot.cat",
                  "-no-emul-boot",
                  "-boot-load-size",
                  "4",
                  "-boot-info-table",
                  "-o",
                  disc.toString(),
                  made.toString())
              .good();
          return VirtualMachine.bootDisc(disc);
        },
        BootDirectory.overlays());
  }

  static Stream<LoaderCase> networks() {
    return Stream.of(
        configuration(
            "paths without a slash",
            LABEL
                + "append UNIX -B a=b --- ARCHIVE\n"
                    .replace("UNIX", "platform/i86pc/kernel/amd64/unix")
                    .replace("ARCHIVE", "platform/i86pc/amd64/boot_archive")),
        configuration(
            "ipappend",
            LABEL + "ipappend 3\nappend -aout UNIX --- ARCHIVE type=rootfs" + " name=ramdisk\n"),
        configuration(
            "-solaris, after a prompt",
            "prompt 1\ntimeout 1\n" + LABEL + "append -solaris UNIX -B a='$5$x' --- ARCHIVE\n"));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void fromTheNetwork(LoaderCase test, @TempDir Path scratch) throws IOException {
    BootDirectory directory = BootDirectory.create(scratch);
    String file = "/pxelinux.cfg/default";
    directory.write(file, test.text());
    copy("/usr/lib/PXELINUX/pxelinux.0", "pxelinux", directory, "/pxelinux.0");
    modules(directory, "/");
    test.agree(
        directory,
        () -> SyslinuxConfiguration.read(directory.path(file), directory.root(), MACHINE),
        () -> VirtualMachine.bootNetwork(scratch, "pxelinux.0"),
        BootDirectory.overlays());
  }

  private static void modules(BootDirectory directory, String folder) throws IOException {
    for (String name : List.of("ldlinux", "mboot", "menu", "libcom32", "libutil")) {
      copy(
          "/usr/lib/syslinux/modules/bios/" + name + ".c32",
          "syslinux-common",
          directory,
          folder + name + ".c32");
    }
  }

  private static void copy(String file, String debianPackage, BootDirectory directory, String path)
      throws IOException {
    Files.copy(VirtualMachine.file(file, debianPackage), directory.path(path));
  }
}

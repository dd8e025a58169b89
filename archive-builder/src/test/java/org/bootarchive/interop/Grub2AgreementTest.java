package org.bootarchive.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.grub2.Grub2Configuration;
import org.bootarchive.ufs.testing.RequiredTool;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What GRUB 2 hands over is what its configuration is said to hand over, overlays included. */
class Grub2AgreementTest {
  static final RequiredTool MKIMAGE = new RequiredTool("grub-mkimage", "grub-common");
  private static final RequiredTool MKRESCUE = new RequiredTool("grub-mkrescue", "grub-common");
  private static final RequiredTool XORRISO = new RequiredTool("xorriso", "xorriso");
  private static final RequiredTool MFORMAT = new RequiredTool("mformat", "mtools");
  private static final String CONFIGURATION = "/boot/grub/grub.cfg";
  static final String MODULES = "/usr/lib/grub/i386-pc";
  private static final String K = "  multiboot UNIX UNIX -B smartos=true,console=text\n";
  private static final String M = "  module ARCHIVE ARCHIVE type=rootfs name=ramdisk\n";

  private static LoaderCase entry(String name, String body) {
    return grub(name, "set timeout=0\nmenuentry 'SmartOS' --id live {\n" + body + "}\n");
  }

  private static LoaderCase grub(String name, String text) {
    return new LoaderCase(
        name, text.replace("UNIX", BootDirectory.UNIX).replace("ARCHIVE", BootDirectory.ARCHIVE));
  }

  static Stream<LoaderCase> configurations() {
    return Stream.of(
        entry("types, paths twice", K + M),
        entry("no types", K + "  module ARCHIVE ARCHIVE\n"),
        entry(
            "the archive's path once, so its type is lost",
            K
                + "  module ARCHIVE type=rootfs name=ramdisk # the archive\n"
                + "  module ARCHIVE.hash \\\n    type=hash name=ramdisk\n"),
        entry(
            "Multiboot 2",
            """
            multiboot2 UNIX UNIX -B a=b
            module2 ARCHIVE ARCHIVE type=rootfs name=ramdisk
            boot
            """),
        entry(
            "commands and paths in variables",
            """
            mb=multiboot2; mo=module2; d=/platform/i86pc
            $mb $d/kernel/amd64/unix /platform/i86pc/kernel/amd64/unix -v
            $mo $d/amd64/boot_archive "$d/amd64/boot_archive"
            """),
        entry(
            "dollars in single quotes, quotes that GRUB keeps",
            "  multiboot UNIX UNIX"
                + " -B root_shadow='$5$2HO$Nv.1',a=\"x y\" 'say=\"hi\"' back\\\\slash\n"
                + M),
        entry("line ends of DOS", (K + M).replace("\n", "\r\n")),
        entry("gzip files are unpacked", "  insmod gzio\n" + K + M),
        entry(
            "an older overlay",
            K
                + M
                + "  module /bootfs/odd\\;name /bootfs/odd\\;name type=file name=etc/system\n"
                + "  module /bootfs/odd\\;name '/bootfs/odd;name' name=etc/other\n"),
        entry(
            "if and search",
            "  search --file --set=root ARCHIVE\n"
                + K
                + "  if [ -f ARCHIVE ]; then\n    module ARCHIVE ARCHIVE type=rootfs name=ramdisk\n"
                + "  fi\n"),
        grub(
            "default is in a submenu",
            "set timeout=0\nset default='more>1'\nexport default\n"
                + "menuentry a {\n  multiboot /nope\n}\nsubmenu More --id more {\nmenuentry b {\n"
                + "  multiboot /nope\n}\nmenuentry c {\n"
                + K
                + M
                + "}\n}\n"),
        grub(
            "functions, loops and a default by id",
            "set timeout=0\nset default=live\n"
                + "function args {\n  for i in 1 2 3; do\n    a=\"$a,p$i=$1\"\n  done\n}\n"
                + "menuentry other {\n  true\n}\n"
                + "menuentry SmartOS --id live {\n  args x\n  multiboot UNIX UNIX -B q=1$a\n"
                + M
                + "}\n"),
        grub(
            "a kernel at the top",
            """
            multiboot UNIX UNIX -B top=1
            module ARCHIVE ARCHIVE type=rootfs name=ramdisk
            boot
            """));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void theHandoverIsWhatWasSaid(LoaderCase test, @TempDir Path scratch) throws IOException {
    Path made = Files.createDirectory(scratch.resolve("root"));
    BootDirectory directory = BootDirectory.create(made);
    directory.write(CONFIGURATION, test.text());
    test.agree(
        directory,
        () ->
            Grub2Configuration.read(
                directory.path(CONFIGURATION), directory.root(), BootChoices.DEFAULTS),
        () -> VirtualMachine.bootDisc(disc(scratch, made)),
        overlays());
  }

  private static List<OverlayModule> overlays() {
    List<OverlayModule> overlays = new ArrayList<>(BootDirectory.overlays());
    overlays.add(OverlayModule.of("/bootfs/odd;name", "etc/a;b&c$d{e}f"));
    return overlays;
  }

  /** Makes a disc of which GRUB reads its configuration, and its modules as they are asked for. */
  static Path disc(Path scratch, Path root) throws IOException {
    VirtualMachine.file(MODULES + "/multiboot2.mod", "grub-pc-bin");
    Path early = scratch.resolve("early.cfg");
    Files.writeString(early, "normal ($root)" + CONFIGURATION + "\n");
    Path core = scratch.resolve("cdboot");
    ToolRun.of(
            MKIMAGE.path().toString(),
            "-O",
            "i386-pc-eltorito",
            "-c",
            early.toString(),
            "-p",
            "/boot/grub",
            "-o",
            core.toString(),
            "biosdisk",
            "iso9660",
            "normal")
        .good();
    Path disc = scratch.resolve("disc.iso");
    ToolRun.of(
            XORRISO.path().toString(),
            "-as",
            "mkisofs",
            "-quiet",
            "-R",
            "-graft-points",
            "-b",
            "cdboot",
            "-no-emul-boot",
            "-boot-load-size",
            "4",
            "-boot-info-table",
            "-o",
            disc.toString(),
            "cdboot=" + core,
            "boot/grub/i386-pc=" + MODULES,
            "/=" + root)
        .good();
    return disc;
  }

  @ParameterizedTest
  @MethodSource("underUefi")
  void underUefiToo(LoaderCase test, @TempDir Path scratch) throws IOException {
    Path made = Files.createDirectory(scratch.resolve("root"));
    BootDirectory directory = BootDirectory.create(made);
    directory.write(CONFIGURATION, test.text());
    XORRISO.path();
    MFORMAT.path();
    VirtualMachine.file("/usr/lib/grub/x86_64-efi/multiboot2.mod", "grub-efi-amd64-bin");
    Path disc = scratch.resolve("disc.iso");
    test.agree(
        directory,
        () ->
            Grub2Configuration.read(
                directory.path(CONFIGURATION), directory.root(), BootChoices.DEFAULTS),
        () -> {
          ToolRun.of(
                  MKRESCUE.path().toString(),
                  "-d",
                  "/usr/lib/grub/x86_64-efi",
                  "-o",
                  disc.toString(),
                  made.toString())
              .good();
          return VirtualMachine.bootDiscUnderUefi(disc);
        },
        BootDirectory.overlays());
  }

  static Stream<LoaderCase> underUefi() {
    return Stream.of(
        entry("Multiboot 1", K + M),
        entry(
            "Multiboot 2",
            """
            multiboot2 UNIX UNIX -B a=b
            module2 ARCHIVE type=rootfs name=ramdisk
            """));
  }
}

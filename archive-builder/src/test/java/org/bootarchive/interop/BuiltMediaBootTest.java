package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.media.build.IsoMedium;
import org.bootarchive.media.build.UsbMedium;
import org.bootarchive.media.disk.Medium;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.media.nio.MediaFileSystemProvider;
import org.bootarchive.ufs.testing.RequiredTool;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Discs and keys that were built boot in a machine, under a BIOS and under UEFI, edited or not. */
class BuiltMediaBootTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");
  private static final String CONFIGURATION = "/boot/grub/grub.cfg";
  private static final String EFI_MODULES = "/usr/lib/grub/x86_64-efi";
  private static final long EFI_BYTES = 40L << 20;
  private static final RequiredTool BSDTAR = new RequiredTool("bsdtar", "libarchive-tools");
  private static final RequiredTool XORRISO = new RequiredTool("xorriso", "xorriso");
  private static final RequiredTool ISOVFY = new RequiredTool("isovfy", "genisoimage");
  private static final RequiredTool ISOINFO = new RequiredTool("isoinfo", "genisoimage");
  private static final RequiredTool SEVEN_ZIP = new RequiredTool("7z", "p7zip-full");

  @TempDir Path scratch;

  private void image(String format, Path target, String early, String... modules)
      throws IOException {
    Path script = Files.writeString(scratch.resolve("early.cfg"), early);
    List<String> command =
        new ArrayList<>(
            List.of(
                Grub2AgreementTest.MKIMAGE.path().toString(),
                "-O",
                format,
                "-c",
                script.toString(),
                "-p",
                "/boot/grub",
                "-o",
                target.toString()));
    command.addAll(Arrays.asList(modules));
    ToolRun.of(command.toArray(String[]::new)).good();
  }

  /** Lays out boot files with GRUB in the places of illumos' programs, beside a platform. */
  private BootDirectory grub() throws IOException {
    VirtualMachine.file(Grub2AgreementTest.MODULES + "/multiboot2.mod", "grub-pc-bin");
    VirtualMachine.file(EFI_MODULES + "/multiboot2.mod", "grub-efi-amd64-bin");
    Path root = Files.createDirectory(scratch.resolve("root"));
    BootDirectory directory = BootDirectory.create(root);
    directory.write(CONFIGURATION, EditedMediaBootTest.configuration());
    EditedMediaBootTest.copy(
        Path.of(Grub2AgreementTest.MODULES), root.resolve("boot/grub/i386-pc"));
    image(
        "i386-pc-eltorito",
        root.resolve("boot/cdboot"),
        "normal ($root)" + CONFIGURATION + "\n",
        "biosdisk",
        "iso9660",
        "normal");
    image(
        "x86_64-efi",
        root.resolve("boot/loader64.efi"),
        "search --no-floppy --file --set=root "
            + CONFIGURATION
            + "\nnormal ($root)"
            + CONFIGURATION
            + "\n",
        "iso9660",
        "fat",
        "part_gpt",
        "normal",
        "search",
        "search_fs_file",
        "multiboot",
        "gzio");
    return directory;
  }

  /** Returns the boot files without the platform, which a directory of boot files has not. */
  private Path bootFiles(Path root) throws IOException {
    Path boot = Files.createDirectory(scratch.resolve("proto.boot"));
    for (String top : List.of("boot", "bootfs")) {
      EditedMediaBootTest.copy(root.resolve(top), Files.createDirectory(boot.resolve(top)));
    }
    return boot;
  }

  private IsoMedium buildDisc(Path root, Path boot, Path disc) throws IOException {
    try (Platform platform = Platform.open(root.resolve("platform"))) {
      IsoMedium medium = IsoMedium.plan(platform, boot, Optional.of(EFI_BYTES), Optional.of(TIME));
      medium.write(disc, done -> {});
      return medium;
    }
  }

  @Test
  void aBuiltDiscHandsOverItsFilesUnderABiosAndUnderUefiAndAnEditedOneToo() throws IOException {
    Path root = grub().directory();
    Path disc = scratch.resolve("disc.iso");
    IsoMedium built = buildDisc(root, bootFiles(root), disc);
    assertEquals(Files.size(disc), built.bytes());
    assertTrue(built.underBios() && built.underEfi());
    String said = EditedMediaBootTest.said(disc, "cd").toString();
    assertEquals(said, VirtualMachine.bootDisc(disc).toString());
    assertEquals(said, VirtualMachine.bootDiscUnderUefi(disc).toString());

    Path edited = scratch.resolve("edited.iso");
    EditedMediaBootTest.edit(disc, edited, top -> EditedMediaBootTest.addOverlays(top, "cd"));
    Handover saidOfEdited = EditedMediaBootTest.said(edited, "cd");
    assertEquals(5, saidOfEdited.moduleStrings().size(), saidOfEdited.toString());
    assertEquals(saidOfEdited.toString(), VirtualMachine.bootDisc(edited).toString());
    assertEquals(saidOfEdited.toString(), VirtualMachine.bootDiscUnderUefi(edited).toString());
  }

  @Test
  void aBuiltKeyHandsOverItsFilesUnderUefiAndAnEditedOneToo() throws IOException {
    Path root = grub().directory();
    Path boot = bootFiles(root);
    Path own = Testdata.of("media", "smartos-mini.usb.gz");
    try (Medium medium = Medium.open(own, done -> {});
        var files =
            MediaFileSystemProvider.instance()
                .newFileSystem(medium.openVolume(medium.part(PartChoice.ANY)), "own")) {
      for (String name : List.of("boot/pmbr", "boot/gptzfsboot")) {
        Files.write(boot.resolve(name), Files.readAllBytes(files.getPath("/").resolve(name)));
      }
    }
    Path key = scratch.resolve("key.usb");
    try (Platform platform = Platform.open(root.resolve("platform"))) {
      UsbMedium.write(platform, boot, 140L << 20, EFI_BYTES, Optional.of(TIME), key, done -> {});
    }
    assertEquals(
        EditedMediaBootTest.said(key, "hd0,gpt3").toString(),
        VirtualMachine.bootKeyUnderUefi(key).toString());

    Path edited = scratch.resolve("edited.usb");
    EditedMediaBootTest.edit(key, edited, top -> EditedMediaBootTest.addOverlays(top, "hd0,gpt3"));
    Handover said = EditedMediaBootTest.said(edited, "hd0,gpt3");
    assertEquals(5, said.moduleStrings().size(), said.toString());
    assertEquals(said.toString(), VirtualMachine.bootKeyUnderUefi(edited).toString());
  }

  @Test
  void aDiscOfTheLoadersFilesComesToItsLoader() throws IOException {
    Path platform = scratch.resolve("platform");
    Path disc = scratch.resolve("disc.iso");
    try (Medium medium = Medium.open(Testdata.of("media", "smartos-mini.iso.gz"), done -> {});
        var files =
            MediaFileSystemProvider.instance()
                .newFileSystem(medium.openVolume(medium.part(PartChoice.ANY)), "own")) {
      EditedMediaBootTest.copy(files.getPath("/platform"), platform);
      buildDisc(scratch, files.getPath("/"), disc);
    }
    String serial = VirtualMachine.serialOfDisc(disc);
    // The stand-in for cdboot checks its boot info table and looks its loader up by ISO names.
    assertTrue(serial.contains("checksum ok"), serial);
    assertTrue(serial.contains("loader"), serial);
    assertTrue(serial.contains("END"), serial);
  }

  @Test
  void othersReadEveryPathAndByteOfABuiltDisc() throws IOException {
    Path bsdtar = BSDTAR.path();
    Path xorriso = XORRISO.path();
    Path isovfy = ISOVFY.path();
    Path isoinfo = ISOINFO.path();
    Path sevenZip = SEVEN_ZIP.path();
    Path root = grub().directory();
    Files.createDirectories(root.resolve("boot/a/b/c/d/e/f/g/h/i/j"));
    Files.writeString(root.resolve("boot/a/b/c/d/e/f/g/h/i/j/" + "long name ".repeat(13)), "x");
    Files.createFile(root.resolve("boot/empty"));
    for (int i = 0; i < 200; i++) {
      Files.write(root.resolve("boot/a/file number " + i + ".conf"), new byte[i * 21]);
    }
    Path boot = bootFiles(root);
    Path disc = scratch.resolve("disc.iso");
    buildDisc(root, boot, disc);

    ToolRun boots =
        ToolRun.of(xorriso.toString(), "-indev", disc.toString(), "-report_el_torito", "plain")
            .good();
    for (String part :
        List.of("boot-info-table", "/boot.catalog", "/boot/cdboot", "/boot/efiboot.img")) {
      assertTrue(boots.text().contains(part), boots.text());
    }
    ToolRun structure = ToolRun.of(isovfy.toString(), disc.toString()).good();
    assertTrue(structure.text().contains("No errors found"), structure.text());
    ToolRun.of(sevenZip.toString(), "t", disc.toString()).good();

    Path byTar = Files.createDirectory(scratch.resolve("by bsdtar"));
    ToolRun.of(bsdtar.toString(), "-x", "-f", disc.toString(), "-C", byTar.toString()).good();
    Path byXorriso = scratch.resolve("by xorriso");
    ToolRun.of(
            xorriso.toString(),
            "-osirrox",
            "on",
            "-indev",
            disc.toString(),
            "-extract",
            "/",
            byXorriso.toString())
        .good();
    ToolRun.of("chmod", "-R", "u+w", byXorriso.toString()).good();
    Path by7z = scratch.resolve("by 7z");
    ToolRun.of(sevenZip.toString(), "x", "-o" + by7z, disc.toString()).good();
    ToolRun listed = ToolRun.of(isoinfo.toString(), "-R", "-f", "-i", disc.toString()).good();
    Set<String> paths = listed.text().lines().collect(Collectors.toSet());
    int count = 0;
    for (Path source : List.of(boot.resolve("boot"), boot.resolve("bootfs"))) {
      count += compare(boot, source, paths, byTar, byXorriso, by7z);
    }
    count += compare(root, root.resolve("platform"), paths, byTar, byXorriso, by7z);
    // The catalogue and the EFI image are new.
    assertEquals(count + 2, paths.size());
  }

  @Test
  void anotherProgramsDiscHandsOverWhatWasPutOnItUnderABiosAndUnderUefi() throws IOException {
    Path xorriso = XORRISO.path();
    Path bsdtar = BSDTAR.path();
    Path root = grub().directory();
    Path built = scratch.resolve("built.iso");
    buildDisc(root, bootFiles(root), built);
    Path tree = Files.createDirectory(scratch.resolve("tree"));
    ToolRun.of(bsdtar.toString(), "-x", "-f", built.toString(), "-C", tree.toString()).good();
    Files.delete(tree.resolve("boot.catalog"));
    Path disc = scratch.resolve("disc.iso");
    ToolRun.of(
            xorriso.toString(),
            "-as",
            "mkisofs",
            "-quiet",
            "-R",
            "-b",
            "boot/cdboot",
            "-no-emul-boot",
            "-boot-load-size",
            "4",
            "-boot-info-table",
            "-eltorito-alt-boot",
            "-e",
            "boot/efiboot.img",
            "-no-emul-boot",
            "-o",
            disc.toString(),
            tree.toString())
        .good();
    Path edited = scratch.resolve("edited.iso");
    EditedMediaBootTest.edit(
        disc,
        edited,
        top -> {
          EditedMediaBootTest.addOverlays(top, "cd");
          // Both boot images go behind the end, and what names them follows.
          for (String image : List.of("boot/cdboot", "boot/efiboot.img")) {
            byte[] bytes = Files.readAllBytes(top.resolve(image));
            Files.write(top.resolve(image), Arrays.copyOf(bytes, bytes.length + 4096));
          }
        });
    Handover said = EditedMediaBootTest.said(edited, "cd");
    assertEquals(5, said.moduleStrings().size(), said.toString());
    assertEquals(said.toString(), VirtualMachine.bootDisc(edited).toString());
    assertEquals(said.toString(), VirtualMachine.bootDiscUnderUefi(edited).toString());
  }

  private static int compare(Path top, Path from, Set<String> paths, Path... extracted)
      throws IOException {
    int count = 0;
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        String name = top.relativize(file).toString().replace('\\', '/');
        count++;
        assertTrue(paths.contains("/" + name), name);
        for (Path other : extracted) {
          Path same = other.resolve(name);
          assertEquals(Files.isDirectory(file), Files.isDirectory(same), same.toString());
          if (Files.isRegularFile(file)) {
            byte[] expected = Files.readAllBytes(file);
            byte[] found = Files.readAllBytes(same);
            // The boot info table is the disc's.
            int from8 = name.equals("boot/cdboot") ? 64 : 0;
            assertArrayEquals(
                Arrays.copyOfRange(expected, from8, expected.length),
                Arrays.copyOfRange(found, from8, found.length),
                same.toString());
          }
        }
      }
    }
    return count;
  }
}

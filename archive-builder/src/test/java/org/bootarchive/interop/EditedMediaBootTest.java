package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.archive.overlay.VolumeConfiguration;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.media.build.UsbMedium;
import org.bootarchive.media.disk.Medium;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.media.nio.MediaFileSystem;
import org.bootarchive.media.nio.MediaFileSystemProvider;
import org.bootarchive.ufs.testing.Testdata;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media that were edited, and a key that was made, boot in a machine. */
class EditedMediaBootTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");
  private static final int SECTOR = 512;

  /** Where the partition of the key begins; GRUB's core lies before it. */
  private static final int PARTITION_SECTOR = 63;

  @TempDir Path scratch;

  /** What is done to the files of a medium, from its top directory on. */
  interface Change {
    void make(Path top) throws IOException;
  }

  static void edit(Path medium, Path edited, Change change) throws IOException {
    try (Medium open = Medium.open(medium, done -> {})) {
      Medium.Part part = open.part(PartChoice.ANY);
      try (FileSystem files =
          MediaFileSystemProvider.instance()
              .newEditableFileSystem(open.openVolume(part), medium.toString(), TIME)) {
        change.make(files.getPath("/"));
        try (MediumCopy copy = MediumCopy.of(open, part, edited)) {
          copy.finish(MediaFileSystem.plan(files), done -> {});
        }
      }
    }
  }

  static String configuration() {
    return "set timeout=0\nmenuentry SmartOS {\n  multiboot "
        + BootDirectory.UNIX
        + " "
        + BootDirectory.UNIX
        + " -B smartos=true\n  module "
        + BootDirectory.ARCHIVE
        + " "
        + BootDirectory.ARCHIVE
        + " type=rootfs name=ramdisk\n}\n";
  }

  private static BootConfiguration read(BootRoot root, String device) throws IOException {
    return VolumeConfiguration.find(
        root,
        BootChoices.DEFAULTS.withSettings(
            ImmutableMap.of(ByteString.of("root"), ByteString.of(device))));
  }

  /** Adds overlays, and replaces, adds and removes other files. */
  static void addOverlays(Path top, String device) throws IOException {
    BootRoot root = BootRoot.of(top);
    List<OverlayModule> overlays = BootDirectory.overlays();
    read(root, device).add(overlays).write();
    Files.writeString(top.resolve("bootfs/etc/system"), "set moddebug=1\n".repeat(5000));
    Files.writeString(top.resolve(BootDirectory.ARCHIVE), "another archive\n".repeat(99999));
    Files.createDirectories(top.resolve("os/bootfs/etc"));
    for (int i = 0; i < 40; i++) {
      Files.write(top.resolve("os/bootfs/etc/file number " + i), new byte[i * 999]);
    }
    Files.delete(top.resolve("bootfs/odd;name"));
  }

  static Handover said(Path medium, String device) throws IOException {
    try (Medium open = Medium.open(medium, done -> {})) {
      Medium.Part part = open.part(PartChoice.ANY);
      try (FileSystem files =
          MediaFileSystemProvider.instance()
              .newFileSystem(open.openVolume(part), medium.toString())) {
        BootRoot root = BootRoot.of(files.getPath("/"));
        return Handover.ofConfiguration(read(root, device).boot(), root);
      }
    }
  }

  @Test
  void grubHandsOverWhatWasPutOnItsDisc() throws IOException {
    Path made = Files.createDirectory(scratch.resolve("root"));
    BootDirectory directory = BootDirectory.create(made);
    directory.write("/boot/grub/grub.cfg", configuration());
    Path disc = Grub2AgreementTest.disc(scratch, made);
    Path edited = scratch.resolve("edited.iso");
    edit(disc, edited, top -> addOverlays(top, "cd"));
    Handover said = said(edited, "cd");
    assertEquals(5, said.moduleStrings().size(), said.toString());
    assertEquals(said.toString(), VirtualMachine.bootDisc(edited).toString());
  }

  @Test
  void grubHandsOverWhatWasPutOnItsKey() throws IOException {
    Path made = Files.createDirectory(scratch.resolve("root"));
    BootDirectory directory = BootDirectory.create(made);
    directory.write("/boot/grub/grub.cfg", configuration());
    VirtualMachine.file(Grub2AgreementTest.MODULES + "/boot.img", "grub-pc-bin");
    Path key = scratch.resolve("key.usb");
    edit(
        Testdata.of("media", "grub-mini.usb.gz"),
        key,
        top -> {
          Files.delete(top.resolve("boot/grub/menu.lst"));
          copy(made, top);
          copy(Path.of(Grub2AgreementTest.MODULES), top.resolve("boot/grub/i386-pc"));
        });
    installGrub(key);
    Path edited = scratch.resolve("edited.usb");
    edit(key, edited, top -> addOverlays(top, "hd0,msdos1"));
    Handover said = said(edited, "hd0,msdos1");
    assertEquals(5, said.moduleStrings().size(), said.toString());
    assertEquals(said.toString(), Handover.ofSerial(VirtualMachine.serialOfKey(edited)).toString());
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.write(target, Files.readAllBytes(file));
        }
      }
    }
  }

  /** Puts GRUB into the first sectors, as grub-bios-setup does: a list of blocks leads to it. */
  private void installGrub(Path key) throws IOException {
    Path core = scratch.resolve("core.img");
    ToolRun.of(
            Grub2AgreementTest.MKIMAGE.path().toString(),
            "-O",
            "i386-pc",
            "-p",
            "(hd0,msdos1)/boot/grub",
            "-o",
            core.toString(),
            "biosdisk",
            "part_msdos",
            "fat")
        .good();
    byte[] coreBytes = Files.readAllBytes(core);
    int sectors = (coreBytes.length + SECTOR - 1) / SECTOR;
    assertTrue(sectors < PARTITION_SECTOR, sectors + " sectors");
    ByteBuffer first = ByteBuffer.wrap(coreBytes).order(ByteOrder.LITTLE_ENDIAN);
    first.putLong(0x1f4, 2).putShort(0x1fc, (short) (sectors - 1)).putShort(0x1fe, (short) 0x820);
    byte[] boot = Files.readAllBytes(Path.of(Grub2AgreementTest.MODULES, "boot.img"));
    ByteBuffer code = ByteBuffer.wrap(boot).order(ByteOrder.LITTLE_ENDIAN);
    code.putLong(0x5c, 1).putShort(0x66, (short) 0x9090);
    try (RandomAccessFile file = new RandomAccessFile(key.toFile(), "rw")) {
      file.write(boot, 0, 440);
      file.seek(SECTOR);
      file.write(coreBytes);
    }
  }

  @Test
  void whatAnEditedDiscOfTheLoaderIsBootedThroughIsWhereItWas() throws IOException {
    Path edited = scratch.resolve("edited.iso");
    edit(
        Testdata.of("media", "smartos-mini.iso.gz"),
        edited,
        top -> {
          Files.writeString(top.resolve("boot/loader.conf.local"), "x=\"y\"\n");
          for (int i = 0; i < 60; i++) {
            Files.write(top.resolve("boot/forth/more" + i), new byte[i]);
          }
          Files.write(top.resolve(BootDirectory.ARCHIVE), new byte[2_000_000]);
        });
    String serial = VirtualMachine.serialOfDisc(edited);
    // The stand-in for cdboot checks its boot info table and looks its loader up.
    assertTrue(serial.contains("checksum ok"), serial);
    assertTrue(serial.contains("loader"), serial);
    assertTrue(serial.contains("END"), serial);
  }

  @Test
  void anEditedKeyAndAMadeOneComeToTheirSecondStageAndItFindsTheRoot() throws IOException {
    Path edited = scratch.resolve("edited.usb");
    Path platform = scratch.resolve("platform");
    edit(
        Testdata.of("media", "smartos-mini.usb.gz"),
        edited,
        top -> {
          Files.writeString(top.resolve("boot/loader.conf.local"), "x=\"y\"\n");
          Files.createDirectories(top.resolve("os/a/b"));
          copy(top.resolve("platform"), platform);
        });
    String serial = VirtualMachine.serialOfKey(edited);
    assertTrue(serial.contains("PMBR STAGE2 root 00012000 label [SMARTOSBOOTFAT32"), serial);

    Path made = scratch.resolve("made.usb");
    try (Platform opened = Platform.open(platform);
        Medium medium = Medium.open(edited, done -> {});
        FileSystem files =
            MediaFileSystemProvider.instance()
                .newFileSystem(medium.openVolume(medium.part(PartChoice.ANY)), "edited")) {
      UsbMedium.write(
          opened, files.getPath("/"), 120L << 20, 40L << 20, Optional.of(TIME), made, done -> {});
    }
    String root = String.format("%08x", 2048 + 40 * 2048 + 2048);
    String other = VirtualMachine.serialOfKey(made);
    assertTrue(
        other.contains("PMBR STAGE2 root " + root + " label [SMARTOSBOOTFAT32"),
        new String(other.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.US_ASCII));
  }
}

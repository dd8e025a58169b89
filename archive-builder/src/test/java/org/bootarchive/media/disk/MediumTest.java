package org.bootarchive.media.disk;

import static org.bootarchive.media.testing.Edits.path;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.nio.MediaFileSystem;
import org.bootarchive.media.nio.MediaFileSystemProvider;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.testing.VolumeListing;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys are opened where they boot, and written whole again with what was changed. */
class MediumTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");

  @TempDir Path directory;

  private static Map<String, String> expected(String name) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (List<String> line : MediaImages.listing(name + ".root.loader")) {
      files.put(line.get(0), line.get(3));
    }
    return files;
  }

  private static Map<String, String> found(MediaVolume volume) throws IOException {
    Map<String, String> files = new TreeMap<>();
    VolumeListing.of(volume).forEach((path, line) -> files.put(path, line.sha1()));
    return files;
  }

  @ParameterizedTest
  @ValueSource(strings = {"smartos-mini", "triton-mini", "grub-mini"})
  void aKeyIsOpenedAtTheFileSystemThatItBootsFrom(String name) throws IOException {
    try (Medium medium = Medium.open(MediaImages.packed(name + ".usb"), done -> {});
        MediaVolume volume = medium.openVolume(medium.part(PartChoice.ANY))) {
      assertEquals(expected(name), found(volume));
    }
  }

  @Test
  void theFirstPartitionOfAKeyIsTheOneOfTheFirmware() throws IOException {
    try (Medium medium = Medium.open(MediaImages.packed("smartos-mini.usb"), done -> {})) {
      assertEquals(
          "p1 GPT EFI system loader at sector 2048, 69632 sectors",
          medium.partitions().get(0).toString());
      Medium.Part esp = medium.part(PartChoice.ofPartition(1));
      try (MediaVolume volume = medium.openVolume(esp)) {
        assertTrue(
            found(volume).keySet().toString().toLowerCase(Locale.ROOT).contains("bootx64.efi"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.usb", "out.usb.gz"})
  void aChangedKeyDiffersInWhatWasChangedAlone(String target) throws IOException {
    Path out = directory.resolve(target);
    byte[] before = MediaImages.bytes("smartos-mini.usb");
    try (Medium medium = Medium.open(MediaImages.packed("smartos-mini.usb"), done -> {})) {
      Medium.Part part = medium.part(PartChoice.ANY);
      try (MediaVolume volume = medium.openVolume(part)) {
        VolumeEdit edit = volume.edit(TIME);
        edit.put(path("boot/loader.conf.local"), BytesContent.of(new byte[] {'#', '\n'}));
        MediumWriter.write(medium, part, edit.plan(), out, done -> {});
      }
      byte[] after = read(out);
      assertEquals(before.length, after.length);
      assertArrayEquals(
          Arrays.copyOf(before, (int) part.offset()), Arrays.copyOf(after, (int) part.offset()));
      int end = (int) (part.offset() + part.bytes());
      assertArrayEquals(
          Arrays.copyOfRange(before, end, before.length),
          Arrays.copyOfRange(after, end, after.length));
    }
    try (Medium medium = Medium.open(out, done -> {});
        MediaVolume volume = medium.openVolume(medium.part(PartChoice.ANY))) {
      Map<String, String> files = found(volume);
      assertTrue(files.remove("boot/loader.conf.local") != null);
      assertEquals(expected("smartos-mini"), files);
      assertEquals(List.of(), volume.check());
    }
  }

  private static byte[] read(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }

  @Test
  void changesThroughPathsAreAPlanOfTheVolume() throws IOException {
    Path out = directory.resolve("out.usb");
    try (Medium medium = Medium.open(MediaImages.packed("triton-mini.usb"), done -> {})) {
      Medium.Part part = medium.part(PartChoice.ANY);
      try (FileSystem files =
          MediaFileSystemProvider.instance()
              .newEditableFileSystem(medium.openVolume(part), "key", TIME)) {
        Path top = files.getPath("/");
        Files.createDirectories(top.resolve("BOOTFS/etc"));
        Files.writeString(top.resolve("BOOTFS/etc/system"), "set x=1\n");
        AtomicFile.write(top.resolve("BOOT/loader.conf"), ByteBuffer.wrap(new byte[] {'x'}));
        Files.delete(top.resolve("custom/etc/release"));
        assertEquals("/boot/loader.conf", top.resolve("BOOT/LOADER.CONF").toRealPath().toString());
        MediumWriter.write(medium, part, MediaFileSystem.plan(files), out, done -> {});
      }
    }
    try (Medium medium = Medium.open(out, done -> {});
        FileSystem files =
            MediaFileSystemProvider.instance()
                .newFileSystem(medium.openVolume(medium.part(PartChoice.ANY)), "key")) {
      assertEquals("set x=1\n", Files.readString(files.getPath("/BOOTFS/etc/system")));
      assertEquals("x", Files.readString(files.getPath("/boot/loader.conf")));
      assertTrue(Files.notExists(files.getPath("/custom/etc/release")));
      assertThrows(
          ReadOnlyFileSystemException.class,
          () -> Files.delete(files.getPath("/boot/loader.conf")));
    }
  }

  @Test
  void aMediumIsOneOfTheFileSystemsOfTheJdk() throws IOException {
    Path key = MediaImages.packed("smartos-mini.usb");
    MediaFileSystemProvider provider = MediaFileSystemProvider.instance();
    try (FileSystem files = provider.newFileSystem(key, Map.of())) {
      assertTrue(Files.isRegularFile(files.getPath("/boot/loader.conf")));
    }
    try (FileSystem files = provider.newFileSystem(key, Map.of("partition", 1))) {
      assertTrue(Files.isRegularFile(files.getPath("/EFI/BOOT/BOOTX64.EFI")));
    }
    URI uri = URI.create("media:" + key.toUri());
    try (FileSystem files = provider.newFileSystem(uri, Map.of())) {
      Path file = files.getPath("/boot/loader.conf");
      assertEquals(file, provider.getPath(file.toUri()));
      assertThrows(
          FileSystemAlreadyExistsException.class,
          () -> provider.newFileSystem(uri, Map.of()).close());
    }
    Path text = Files.writeString(directory.resolve("text"), "no medium");
    assertThrows(
        UnsupportedOperationException.class, () -> provider.newFileSystem(text, Map.of()).close());
  }

  @Test
  void aPackedMediumThatIsCutIsRefused() throws IOException {
    byte[] packed = Files.readAllBytes(MediaImages.packed("smartos-mini.usb"));
    Path cut = directory.resolve("cut.usb.gz");
    try (OutputStream out = Files.newOutputStream(cut)) {
      out.write(packed, 0, packed.length / 2);
    }
    CorruptImageException refused =
        assertThrows(CorruptImageException.class, () -> Medium.open(cut, done -> {}).close());
    assertTrue(refused.getMessage().contains("the gzip file is cut"), refused.getMessage());
  }

  @Test
  void anIsoThatNoFirmwareBootsIsAnArchiveAndNoMedium(@TempDir Path scratch) throws IOException {
    byte[] bytes = MediaImages.bytes("small-r.iso");
    Path medium = Files.write(scratch.resolve("medium"), bytes);
    assertTrue(Medium.isMedium(medium));
    assertTrue(Medium.isMedium(MediaImages.packed("small-r.iso")));
    // The descriptor of El Torito is no longer one.
    bytes[17 * 2048 + 7] = 'X';
    Path archive = Files.write(scratch.resolve("archive"), bytes);
    assertFalse(Medium.isMedium(archive));
    assertFalse(Medium.isMedium(Files.write(scratch.resolve("text"), new byte[] {1, 2, 3})));
  }
}

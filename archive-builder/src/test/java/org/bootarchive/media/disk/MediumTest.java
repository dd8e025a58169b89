package org.bootarchive.media.disk;

import static org.bootarchive.media.testing.Edits.path;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.nio.MediaFileSystem;
import org.bootarchive.media.nio.MediaFileSystemProvider;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.testing.VolumeListing;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
        write(medium, part, edit.plan(), out);
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

  /** The way of a copy that is begun before its changes are known. */
  @ParameterizedTest
  @ValueSource(
      strings = {"smartos-mini.usb", "smartos-mini.usb.gz", "smartos-mini.iso", "small-r.iso"})
  void aCopyThatIsBegunBeforeItsChangesAreKnownIsTheOneThatIsMadeBehind(String name)
      throws IOException {
    Path early = directory.resolve("early." + name);
    Path late = directory.resolve("late." + name);
    try (Medium medium = Medium.open(MediaImages.packed(name.replace(".gz", "")), done -> {})) {
      Medium.Part part = medium.part(PartChoice.ANY);
      try (MediaVolume volume = medium.openVolume(part);
          MediumCopy copy = MediumCopy.of(medium, part, early)) {
        copy.start();
        VolumeEdit edit = volume.edit(TIME);
        edit.put(path("new"), BytesContent.of(new byte[1 << 20]));
        VolumePlan plan = edit.plan();
        List<Long> told = Collections.synchronizedList(new ArrayList<>());
        copy.finish(plan, told::add);
        assertEquals(medium.device().size(), told.get(told.size() - 1));
        write(medium, part, plan, late);
      }
    }
    assertEquals(-1, Files.mismatch(early, late));
    try (var made = Files.list(directory)) {
      assertEquals(2, made.count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.usb", "out.usb.gz"})
  void aCopyThatIsNotFinishedLeavesWhatWasThere(String name) throws IOException {
    Path out = Files.writeString(directory.resolve(name), "before");
    for (int wait = 0; wait < 20; wait++) {
      try (Medium medium = Medium.open(MediaImages.packed("smartos-mini.usb"), done -> {});
          MediumCopy copy = MediumCopy.of(medium, medium.part(PartChoice.ANY), out)) {
        copy.start();
        Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(wait));
      }
      assertEquals("before", Files.readString(out));
      try (var left = Files.list(directory)) {
        assertEquals(List.of(out), left.toList());
      }
    }
  }

  @Test
  @Timeout(60)
  void aCopyGetsToItsEndBeforeItsChangesAreKnown() throws IOException {
    Path out = directory.resolve("out.usb");
    try (Medium medium = Medium.open(MediaImages.packed("smartos-mini.usb"), done -> {});
        MediumCopy copy = MediumCopy.of(medium, medium.part(PartChoice.ANY), out)) {
      copy.start();
      long bytes = 0;
      while (bytes < medium.device().size()) {
        Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(5));
        try (var staged = Files.list(directory)) {
          Optional<Path> file = staged.findFirst();
          bytes = file.isPresent() ? Files.size(file.get()) : 0;
        }
      }
      assertTrue(Files.notExists(out));
    }
  }

  @Test
  void whatGoesWrongWithACopyIsToldWhenItIsFinished() throws IOException {
    Path missing = directory.resolve("missing/out.usb");
    try (Medium medium = Medium.open(MediaImages.packed("smartos-mini.usb"), done -> {})) {
      Medium.Part part = medium.part(PartChoice.ANY);
      try (MediaVolume volume = medium.openVolume(part);
          MediumCopy unwanted = MediumCopy.of(medium, part, missing);
          MediumCopy copy = MediumCopy.of(medium, part, missing)) {
        unwanted.start();
        copy.start();
        VolumePlan plan = volume.edit(TIME).plan();
        assertThrows(NoSuchFileException.class, () -> copy.finish(plan, done -> {}));
      }
    }
  }

  @Test
  void anInterruptEndsACopyAndLeavesNothing() throws IOException {
    Path out = directory.resolve("out.usb");
    try (Medium medium = Medium.open(MediaImages.packed("smartos-mini.usb"), done -> {})) {
      Medium.Part part = medium.part(PartChoice.ANY);
      try (MediaVolume volume = medium.openVolume(part);
          MediumCopy copy = MediumCopy.of(medium, part, out)) {
        VolumePlan plan = volume.edit(TIME).plan();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> copy.finish(plan, done -> {}));
      }
    }
    assertTrue(Thread.interrupted());
    try (var left = Files.list(directory)) {
      assertEquals(List.of(), left.toList());
    }
  }

  /** Who does not have to wait for the copy learns of the interrupt all the same. */
  @Test
  void anInterruptBehindACopyEndsItToo() throws Exception {
    Path out = directory.resolve("out.usb");
    try (Medium medium = Medium.open(MediaImages.packed("smartos-mini.usb"), done -> {})) {
      Medium.Part part = medium.part(PartChoice.ANY);
      try (MediaVolume volume = medium.openVolume(part);
          MediumCopy copy = MediumCopy.of(medium, part, out)) {
        VolumePlan plan = volume.edit(TIME).plan();
        copy.start();
        copy.awaitCopy();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> copy.finish(plan, done -> {}));
      }
    }
    assertTrue(Thread.interrupted());
    assertTrue(Files.notExists(out));
  }

  private static void write(Medium medium, Medium.Part part, VolumePlan plan, Path out)
      throws IOException {
    try (MediumCopy copy = MediumCopy.of(medium, part, out)) {
      copy.finish(plan, done -> {});
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
        write(medium, part, MediaFileSystem.plan(files), out);
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
  void aPlainMediumHasNothingToUnpack() throws IOException {
    Path plain = Files.write(directory.resolve("plain.iso"), MediaImages.bytes("small-r.iso"));
    assertEquals(Files.size(plain), Medium.bytesToUnpack(MediaImages.packed("small-r.iso")));
    assertEquals(0, Medium.bytesToUnpack(plain));
    byte[] magic = {0x1f, (byte) 0x8b, 8};
    assertEquals(3, Medium.bytesToUnpack(Files.write(directory.resolve("cut.gz"), magic)));
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

package org.bootarchive.media.fat;

import static org.bootarchive.media.testing.Edits.path;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.media.testing.Edits;
import org.bootarchive.media.testing.MediaImages;
import org.bootarchive.media.testing.VolumeListing;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;

/** A FAT is changed as pcfs changes it, and refused where it must not be changed. */
class FatEditTest {
  private static final Instant TIME = Instant.parse("2026-02-03T04:05:06Z");

  private interface Change {
    void make(VolumeEdit edit) throws IOException;
  }

  private static byte[] edited(byte[] before, Change change) throws IOException {
    try (FatVolume volume = FatVolume.open(MemoryBlockDevice.of(before.clone()))) {
      VolumeEdit edit = volume.edit(TIME);
      change.make(edit);
      VolumePlan plan = edit.plan();
      byte[] after = Edits.written(before, plan);
      assertArrayEquals(after, Edits.planned(plan), "what is written is what was planned");
      return after;
    }
  }

  private static FatVolume open(byte[] image) throws IOException {
    return FatVolume.open(MemoryBlockDevice.of(image));
  }

  private static FatFile file(FatVolume volume, String path) throws IOException {
    MediaFile at = volume.root();
    for (FileName name : path(path)) {
      at = volume.find(at, name).orElseThrow();
    }
    return (FatFile) at;
  }

  private static void assertSound(byte[] image) throws IOException {
    try (FatVolume volume = open(image)) {
      assertEquals(List.of(), volume.check());
    }
  }

  private static BytesContent bytes(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return BytesContent.of(bytes);
  }

  @Test
  void newNamesGetTheShortNamesThatPcfsGives() throws IOException {
    byte[] after =
        edited(
            MediaImages.bytes("fat16.img"),
            edit -> {
              edit.makeDirectory(path("n"));
              for (String name :
                  List.of(
                      "loader.conf.local",
                      "loader.conf.backup",
                      "UPPER.TXT",
                      "lower.txt",
                      ".login",
                      "a b c.text",
                      "plus+comma,x",
                      "x.4th",
                      "long-name-without-extension",
                      "two.dots.tar")) {
                edit.put(path("n/" + name), BytesContent.of(new byte[] {1}));
              }
            });
    assertSound(after);
    try (FatVolume volume = open(after)) {
      Map<String, String> expected =
          Map.of(
              "loader.conf.local", "LOADER~1.LOC",
              "loader.conf.backup", "LOADER~1.BAC",
              "UPPER.TXT", "UPPER.TXT",
              "lower.txt", "LOWER.TXT",
              ".login", "LOGIN~1",
              "a b c.text", "ABC~1.TEX",
              "plus+comma,x", "PLUSCO~1",
              "x.4th", "X.4TH",
              "long-name-without-extension", "LONG-N~1",
              "two.dots.tar", "TWODOT~1.TAR");
      for (MediaFile found : volume.list(file(volume, "n"))) {
        FatFile file = (FatFile) found;
        assertEquals(expected.get(file.name().toString()), file.alias().toString());
        assertEquals(!file.name().toString().equals("UPPER.TXT"), file.hasLongName());
      }
      assertEquals(expected.size(), volume.list(file(volume, "n")).size());
    }
  }

  @Test
  void theSecondFileOfAShortNameGetsTheNextNumber() throws IOException {
    byte[] after =
        edited(
            MediaImages.bytes("fat16.img"),
            edit -> {
              for (int i = 0; i < 12; i++) {
                edit.put(path("loader.conf.local" + i), BytesContent.of(new byte[0]));
              }
            });
    assertSound(after);
    try (FatVolume volume = open(after)) {
      assertEquals("LOADER~9.LOC", file(volume, "loader.conf.local8").alias().toString());
      assertEquals("LOADE~12.LOC", file(volume, "loader.conf.local11").alias().toString());
    }
  }

  @Test
  void aReplacedFileKeepsItsEntriesAndGetsNewClusters() throws IOException {
    byte[] before = MediaImages.bytes("fat32-1k.img");
    FatFile old;
    try (FatVolume volume = open(before)) {
      old = file(volume, firstFile(volume));
    }
    String name = old.name().toString();
    byte[] after = edited(before, edit -> edit.put(path(pathOf(before, name)), bytes(5000, 1)));
    assertSound(after);
    try (FatVolume volume = open(after)) {
      FatFile now = file(volume, pathOf(before, name));
      assertEquals(old.place(), now.place());
      assertEquals(old.createTime(), now.createTime());
      assertEquals(TIME, now.modifyTime());
      assertEquals(5000, now.size());
      assertTrue(now.cluster() != old.cluster());
    }
  }

  private static String firstFile(FatVolume volume) throws IOException {
    return VolumeListing.of(volume).entrySet().stream()
        .filter(entry -> entry.getValue().size() > 0)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private static String pathOf(byte[] image, String name) throws IOException {
    try (FatVolume volume = open(image)) {
      return VolumeListing.of(volume).keySet().stream()
          .filter(path -> path.equals(name) || path.endsWith("/" + name))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void whereNoRunIsLongEnoughAFileIsInSeveral() throws IOException {
    byte[] after =
        edited(
            MediaImages.bytes("fat32-frag.img"),
            edit -> edit.put(path("big"), bytes(9_000_000, 2)));
    assertSound(after);
    try (FatVolume volume = open(after)) {
      FatFile big = file(volume, "big");
      ClusterRuns chain =
          ClusterRuns.followAll(
              volume.table(), volume.geometry(), big.cluster(), Long.MAX_VALUE, "big");
      assertTrue(chain.runs() > 100, chain.runs() + " runs");
      assertEquals(
          VolumeListing.sha1(MemoryBlockDevice.of(random(9_000_000, 2))),
          VolumeListing.sha1(volume.content(big)));
    }
  }

  private static byte[] random(int count, int seed) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void aFullFileSystemIsRefusedWithNumbers() throws IOException {
    FileSystemException refused =
        assertThrows(
            FileSystemException.class,
            () ->
                edited(
                    MediaImages.bytes("fat32-full.img"),
                    edit -> edit.put(path("big"), bytes(20_000, 3))));
    assertEquals(
        "/big: needs 20480 bytes, and 11776 are free; remove what is not needed, such as an older"
            + " platform",
        refused.getMessage());
  }

  @Test
  void aFullRootDirectoryOfAFat16IsRefused() throws IOException {
    FileSystemException refused =
        assertThrows(
            FileSystemException.class,
            () ->
                edited(
                    MediaImages.bytes("fat16-rootfull.img"),
                    edit -> edit.put(path("NEW"), bytes(1, 3))));
    assertTrue(refused.getMessage().contains("no room in the root directory"));
  }

  @Test
  void aDirectoryGrowsByClustersOfZeros() throws IOException {
    byte[] after =
        edited(
            MediaImages.bytes("fat32-frag.img"),
            edit -> {
              edit.makeDirectory(path("many"));
              for (int i = 0; i < 100; i++) {
                edit.put(path("many/a-long-name-of-number-" + i), bytes(600, i));
              }
            });
    assertSound(after);
    try (FatVolume volume = open(after)) {
      assertEquals(100, volume.list(file(volume, "many")).size());
    }
  }

  @Test
  void fsInfoTellsTheFreeClustersAndTheLowest() throws IOException {
    byte[] after =
        edited(MediaImages.bytes("fat32-1k.img"), edit -> edit.put(path("x"), bytes(100_000, 1)));
    ByteBuffer info = ByteBuffer.wrap(after, 512, 512).slice().order(ByteOrder.LITTLE_ENDIAN);
    try (FatVolume volume = open(after)) {
      assertEquals(
          volume.freeBytes(),
          Integer.toUnsignedLong(info.getInt(488)) * volume.geometry().clusterBytes());
      long lowest = 2;
      while (volume.table().get(lowest) != 0) {
        lowest++;
      }
      assertEquals(lowest, info.getInt(492));
    }
  }

  @Test
  void removedFilesFreeTheirClustersAndDirectoriesMustBeEmpty() throws IOException {
    byte[] before = MediaImages.bytes("fat32-1k.img");
    long free;
    String some;
    try (FatVolume volume = open(before)) {
      free = volume.freeBytes();
      some = firstFile(volume);
    }
    byte[] after =
        edited(
            before,
            edit -> {
              edit.makeDirectory(path("d"));
              edit.put(path("d/file"), bytes(3000, 1));
              assertThrows(DirectoryNotEmptyException.class, () -> edit.remove(path("d")));
              assertThrows(NoSuchFileException.class, () -> edit.remove(path("d/other")));
              assertThrows(FileAlreadyExistsException.class, () -> edit.makeDirectory(path("D")));
              edit.remove(path("d/FILE"));
              edit.remove(path("d"));
              edit.remove(path(some));
            });
    assertSound(after);
    try (FatVolume volume = open(after)) {
      assertTrue(volume.freeBytes() > free);
      assertTrue(!VolumeListing.of(volume).containsKey(some));
    }
  }

  @Test
  void damageIsReadAndNotEdited() throws IOException {
    byte[] image = MediaImages.bytes("fat32-1k.img");
    try (FatVolume volume = open(image)) {
      FatFile file = file(volume, firstFile(volume));
      // The chain runs in a circle, in both tables.
      for (int copy = 0; copy < 2; copy++) {
        int at = (int) (volume.geometry().fatOffset(copy) + file.cluster() * 4);
        ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(at, (int) file.cluster());
      }
    }
    try (FatVolume volume = open(image)) {
      assertTrue(volume.check().stream().anyMatch(found -> found.code().equals("cross-link")));
      assertThrows(CorruptImageException.class, () -> volume.edit(TIME));
      assertTrue(!VolumeListing.of(volume).isEmpty());
    }
  }

  @Test
  void theSecondStageOfGrubStaysWhereItIs() throws IOException {
    byte[] before =
        edited(
            MediaImages.bytes("fat16.img"),
            edit -> {
              edit.makeDirectory(path("grubdir"));
              edit.put(path("grubdir/stage2"), bytes(10, 1));
            });
    assertSound(before);
    assertThrows(
        FileSystemException.class,
        () ->
            edited(
                MediaImages.bytes("fat12.img"),
                edit -> edit.put(path("boot/grub/stage2"), bytes(10, 1))));
  }
}

package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.ByteStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.testing.VolumeListing;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VolumeReadingTest {
  @TempDir Path dir;

  @Test
  void readsAnImageOfEveryShapeAsTheLinuxDriverDoes() throws IOException {
    assertListedAs("populated-64m.tsv", Fixtures.image("populated-64m.img"));
  }

  @Test
  void readsThePlatformsRootAsTheLinuxDriverDoes() throws IOException {
    assertListedAs("platform-root.tsv", Fixtures.platformArchive());
  }

  private static void assertListedAs(String listing, byte[] image) throws IOException {
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      List<ListedFile> found = VolumeListing.of(volume);
      found.sort(Comparator.comparing(ListedFile::path));
      List<ListedFile> expected = new ArrayList<>(Fixtures.listing(listing));
      expected.sort(Comparator.comparing(ListedFile::path));
      assertIterableEquals(expected, found);
    }
  }

  static List<String> cleanImages() {
    return Fixtures.cleanCheckImages();
  }

  @ParameterizedTest
  @MethodSource("cleanImages")
  void readsEveryPlaceOfEverySoundImage(String name) throws IOException {
    try (Volume volume = Volume.open(Fixtures.checkDevice(name))) {
      int directories = 0;
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        FileContent content = volume.content(visit.number());
        long end = 0;
        for (Extent extent : content.extents()) {
          assertEquals(end, extent.fileOffset());
          end = extent.fileEnd();
        }
        assertEquals(content.size(), end);
        if (visit.isDirectory()) {
          directories++;
          long parent = visit.parent() == null ? Inode.ROOT : visit.parent().number();
          assertEquals(OptionalLong.of(parent), volume.lookup(visit.number(), FileName.PARENT));
          assertEquals(
              OptionalLong.of(visit.number()), volume.lookup(visit.number(), FileName.SELF));
        }
        if (visit.inode().attributeDirectory() != 0) {
          directories++;
          assertTrue(volume.entries(visit.inode().attributeDirectory()).size() > 2);
        }
        if (visit.inode().type() == FileType.SYMBOLIC_LINK) {
          assertEquals(visit.inode().size(), volume.readLink(visit.number()).length);
        }
        assertEquals(OptionalLong.of(visit.number()), volume.find(Inode.ROOT, visit.path()));
      }
      assertEquals(volume.superblock().totals().directories(), directories);
    }
  }

  @Test
  void everyWayOfReadingGivesTheSameBytes() throws IOException {
    Path image = Files.write(dir.resolve("image"), Fixtures.image("populated-64m.img"));
    Random random = new Random(1);
    try (Volume volume = Volume.open(FileBlockDevice.open(image))) {
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        if (visit.inode().type() != FileType.REGULAR || visit.inode().size() == 0) {
          continue;
        }
        FileContent content = volume.content(visit.number());
        byte[] whole = new byte[(int) content.size()];
        assertEquals(whole.length, content.read(0, ByteBuffer.wrap(whole)));
        try (InputStream in = content.openStream()) {
          assertArrayEquals(whole, ByteStreams.toByteArray(in));
        }
        ByteArrayOutputStream streamed = new ByteArrayOutputStream();
        content.transferTo(Channels.newChannel(streamed));
        assertArrayEquals(whole, streamed.toByteArray());
        Path copy = dir.resolve("copy");
        try (FileChannel channel =
            FileChannel.open(
                copy,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
          content.transferToEmpty(channel);
        }
        assertArrayEquals(whole, Files.readAllBytes(copy));
        int from = random.nextInt(whole.length);
        ByteBuffer part = ByteBuffer.allocate(5000);
        int count = content.read(from, part);
        assertEquals(Math.min(5000, whole.length - from), count);
        assertEquals(ByteBuffer.wrap(whole, from, count), part.flip());
        assertEquals(-1, content.read(whole.length, part.clear()));
      }
    }
  }

  @Test
  void showsAListThatOnlyTheInodeNames() throws IOException {
    try (Volume volume = Volume.open(Fixtures.checkDevice("clean-16.img"))) {
      int shared = 0;
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        int shadow = visit.inode().shadow();
        if (shadow != 0) {
          shared++;
          assertEquals(FileType.SHADOW, volume.inode(shadow).type());
          assertTrue(volume.content(shadow).size() > 0);
        }
      }
      assertEquals(2, shared);
    }
  }

  @Test
  void goesThroughAFileOfManyHolesInAMoment() throws IOException {
    try (Volume volume = Volume.open(Fixtures.checkDevice("clean-19.img"))) {
      long largest = 0;
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        FileContent content = volume.content(visit.number());
        largest = Math.max(largest, content.size());
        assertTrue(content.extents().size() < 100);
      }
      assertTrue(largest > 1L << 31);
    }
  }

  @Test
  void listsDirectoriesInTheOrderOfTheDisk() throws IOException {
    try (Volume volume = Volume.open(Fixtures.device("empty-1m.img"))) {
      List<DirectoryEntry> entries = volume.entries(Inode.ROOT);
      assertEquals(
          List.of(".", "..", "lost+found"),
          entries.stream().map(entry -> entry.name().toString()).toList());
      assertEquals(OptionalLong.empty(), volume.lookup(Inode.ROOT, FileName.of("absent")));
    }
  }
}

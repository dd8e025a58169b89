package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.device.UnsafeToWriteException;
import org.bootarchive.ufs.device.UnsupportedImageException;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.EmptyImages;
import org.bootarchive.ufs.testing.ForeignFormats;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.testing.SampleImage;
import org.bootarchive.ufs.testing.SampleImages;
import org.bootarchive.ufs.testing.TreeWriter;
import org.bootarchive.ufs.testing.VolumeListing;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** File systems in the formats of other systems: read whole, checked, never written. */
class ForeignFormatsTest {
  private static final Instant TIME = Instant.ofEpochSecond(1700000000);
  private static final int ENTRIES = 40;

  private static byte[] filled(SampleImage sample) throws IOException {
    byte[] image = EmptyImages.format(sample.options());
    try (WritableVolume volume =
        WritableVolume.open(MemoryBlockDevice.of(image), WriteOptions.at(TIME))) {
      var unused = TreeWriter.write(volume, sample.entries());
    }
    return image;
  }

  private static List<ListedFile> listing(byte[] image) throws IOException {
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      return VolumeListing.of(volume);
    }
  }

  @Provide
  Arbitrary<SampleImage> images() {
    return SampleImages.images(ENTRIES);
  }

  @Provide
  Arbitrary<SampleImage> largeFragments() {
    return SampleImages.images(ENTRIES).filter(image -> image.options().fragmentBytes() >= 1024);
  }

  @Property(tries = 25)
  void theFormatOf42BsdHoldsTheSameFilesAndIsSound(@ForAll("images") SampleImage sample)
      throws IOException {
    byte[] image = filled(sample);
    byte[] old = ForeignFormats.of42Bsd(image);
    assertEquals(listing(image), listing(old));
    CheckReport report = TestImages.check(old);
    assertEquals(Set.of(FindingKind.FOREIGN_FORMAT), TestImages.errors(report), report.toString());
    assertTrue(report.holdsFileSystem());
  }

  @Property(tries = 25)
  void largeDirectoryBlocksHoldTheSameFilesAndAreSound(@ForAll("largeFragments") SampleImage sample)
      throws IOException {
    byte[] image = filled(sample);
    byte[] large = ForeignFormats.withLargeDirectoryBlocks(image);
    assertEquals(withoutSizes(listing(image)), withoutSizes(listing(large)));
    CheckReport report = TestImages.check(large);
    assertEquals(Set.of(FindingKind.FOREIGN_FORMAT), TestImages.errors(report), report.toString());
    assertEquals(1024, TestImages.superblock(large).directoryChunkBytes());
  }

  @Property(tries = 10)
  void anImageOfNextHoldsTheSameFiles(@ForAll("largeFragments") SampleImage sample)
      throws IOException {
    byte[] image = filled(sample);
    byte[] both = ForeignFormats.of42Bsd(image);
    for (byte[] start : List.of(image, both)) {
      byte[] next = ForeignFormats.ofNext(start);
      assertEquals(withoutSizes(listing(image)), withoutSizes(listing(next)));
    }
  }

  /** Leaves out what is another system's: sizes of directories, and sectors. */
  private static List<ListedFile> withoutSizes(List<ListedFile> files) {
    List<ListedFile> result = new ArrayList<>();
    for (ListedFile f : files) {
      result.add(
          new ListedFile(
              f.path(),
              f.type(),
              f.mode(),
              f.uid(),
              f.gid(),
              f.type() == 'd' ? 0 : f.size(),
              f.linkCount(),
              f.modified(),
              f.sha1(),
              f.target(),
              f.rdev(),
              f.inode(),
              0,
              f.accessed(),
              f.changed()));
    }
    return result;
  }

  @Property(tries = 40)
  void imagesOfIllumosAreNotTakenForForeign(@ForAll("images") SampleImage sample)
      throws IOException {
    Superblock superblock = TestImages.superblock(filled(sample));
    assertTrue(superblock.foreignFormat().isEmpty());
    assertEquals(512, superblock.directoryChunkBytes());
  }

  private static byte[] small(int block, int fragment, ByteOrder order) throws IOException {
    byte[] image =
        EmptyImages.format(
            FormatOptions.smartOs(2 << 20).withBlocks(block, fragment).withByteOrder(order));
    try (WritableVolume volume =
        WritableVolume.open(MemoryBlockDevice.of(image), WriteOptions.at(TIME))) {
      long etc = volume.createDirectory(Inode.ROOT, FileName.of("etc"), new NewFile(0755, 0, 3));
      long file = volume.createFile(etc, FileName.of("motd"), new NewFile(0644, 7, 70000));
      volume.write(file, 0, ByteBuffer.wrap("hello\n".getBytes(StandardCharsets.US_ASCII)));
      var unusedLink =
          volume.createSymbolicLink(
              etc, FileName.of("link"), new byte[] {'m', 'o', 't', 'd'}, new NewFile(0777, 0, 0));
      var unusedDevice =
          volume.createDevice(
              etc,
              FileName.of("null"),
              FileType.CHARACTER_DEVICE,
              new DeviceNumber(13, 2),
              new NewFile(0666, 0, 3));
      volume.flush();
    }
    assertEquals(6, listing(image).size());
    return image;
  }

  @ParameterizedTest
  @CsvSource({
    "4096, 512",
    "4096, 1024",
    "4096, 2048",
    "4096, 4096",
    "8192, 1024",
    "8192, 2048",
    "8192, 8192"
  })
  void everyShapeOf42BsdIsReadAndRefusedToWriters(int block, int fragment) throws IOException {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      byte[] image = small(block, fragment, order);
      byte[] old = ForeignFormats.of42Bsd(image);
      assertTrue(ForeignFormats.hasOldGroups(image));
      assertEquals(listing(image), listing(old));
      byte[] before = old.clone();
      UnsafeToWriteException refusal =
          assertThrows(
              UnsafeToWriteException.class,
              () -> WritableVolume.open(MemoryBlockDevice.of(old), WriteOptions.at(TIME)));
      assertTrue(refusal.getMessage().contains("4.2BSD"), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("convert"), refusal.getMessage());
      assertArrayEquals(before, old);
    }
  }

  /** Each place is one of {@code struct ocg}, whose damage is to be found as that of a group. */
  @ParameterizedTest
  @CsvSource({
    "12, GROUP_NUMBER", "24, GROUP_SUMMARY", "55, FRAGMENT_RUNS", "84, BLOCK_TOTALS",
    "212, BLOCK_POSITIONS", "725, INODE_MAP", "980, GROUP_MAGIC", "990, FRAGMENT_MAP"
  })
  void damageOfAGroupOf42BsdIsFound(int at, FindingKind kind) throws IOException {
    byte[] image = ForeignFormats.of42Bsd(small(8192, 1024, ByteOrder.LITTLE_ENDIAN));
    Superblock superblock = TestImages.superblock(image);
    int group = (int) superblock.fragmentOffset(superblock.groupBlockFragment(0));
    image[group + at] ^= 1;
    Set<FindingKind> errors = TestImages.errors(TestImages.check(image));
    assertTrue(errors.contains(kind), errors.toString());
  }

  @Test
  void aGroupThatNoLayoutOf42BsdHoldsIsFound() throws IOException {
    byte[] image = ForeignFormats.of42Bsd(small(4096, 1024, ByteOrder.BIG_ENDIAN));
    Superblock superblock = TestImages.superblock(image);
    ByteBuffer bytes = ByteBuffer.wrap(image).order(superblock.byteOrder());
    bytes.putInt(Superblock.OFFSET + 180, CylinderGroup.OLD_MOST_CYLINDERS + 1);
    Set<FindingKind> errors = TestImages.errors(TestImages.check(image));
    assertTrue(errors.contains(FindingKind.GROUP_HEADER), errors.toString());
  }

  @Test
  void directoriesOfAppleAreNamed() throws IOException {
    byte[] image =
        ForeignFormats.withTypes(
            ForeignFormats.withLargeDirectoryBlocks(small(8192, 1024, ByteOrder.BIG_ENDIAN)));
    UnsupportedImageException e =
        assertThrows(
            UnsupportedImageException.class, () -> Volume.open(MemoryBlockDevice.of(image)));
    assertTrue(e.getMessage().contains("directory blocks of 1024 bytes: Apple"), e.getMessage());
    assertFalse(TestImages.check(image).holdsFileSystem());
  }

  /** A wrong length in a directory of 1024 bytes is damage, not another format. */
  @Test
  void aRecordThatIsTooLongIsNoOtherFormat() throws IOException {
    byte[] image = small(8192, 1024, ByteOrder.LITTLE_ENDIAN);
    try (WritableVolume volume =
        WritableVolume.open(MemoryBlockDevice.of(image), WriteOptions.at(TIME))) {
      for (int i = 0; i < 40; i++) {
        var unused =
            volume.createFile(Inode.ROOT, FileName.of("name-" + i), new NewFile(0644, 0, 0));
      }
      volume.flush();
    }
    assertEquals(1024, TestImages.inode(image, Inode.ROOT).size());
    int root = TestImages.firstBlock(image, Inode.ROOT);
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    int last = root;
    while (last + bytes.getShort(last + 4) < root + 512) {
      last += bytes.getShort(last + 4);
    }
    bytes.putShort(last + 4, (short) (root + 1024 - last));
    assertEquals(512, TestImages.superblock(image).directoryChunkBytes());
    Set<FindingKind> errors = TestImages.errors(TestImages.check(image));
    assertTrue(errors.contains(FindingKind.DIRECTORY_RECORD), errors.toString());
  }

  @Property(tries = 300)
  void changedBytesGiveAnAnswerOrAreCorrupt(
      @ForAll @IntRange(max = 5) int kind,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = (1 << 21) - 1) Integer> places,
      @ForAll byte value)
      throws IOException {
    byte[] image = HOSTILE.get(kind).clone();
    for (int place : places) {
      image[place % 2 == 0 ? 8192 + place % 65536 : place] = value;
    }
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> readAndCheck(image));
  }

  private static final List<byte[]> HOSTILE = hostile();

  private static List<byte[]> hostile() {
    List<byte[]> images = new ArrayList<>();
    try {
      for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
        byte[] image = small(4096, 1024, order);
        images.add(ForeignFormats.of42Bsd(image));
        images.add(ForeignFormats.withLargeDirectoryBlocks(image));
        images.add(ForeignFormats.ofNext(ForeignFormats.of42Bsd(image)));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return images;
  }

  private static void readAndCheck(byte[] image) throws IOException {
    CheckReport report = UfsCheck.check(MemoryBlockDevice.of(image));
    assertFalse(report.clean());
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      TreeWalk walk = volume.walk(Inode.ROOT);
      int files = 0;
      while (walk.next() != null) {
        files++;
      }
      assertTrue(files > 0);
      assertTrue(VolumeListing.of(volume).size() > 0);
    } catch (CorruptImageException e) {
      assertTrue(e.getMessage().length() > 10);
    }
  }
}

package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.device.UnsafeToWriteException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.internal.format.UfsFormat;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.Recount;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Test;

class VolumeWritingTest {
  private static final WriteOptions AT = WriteOptions.at(Instant.ofEpochSecond(1_700_000_000L));
  private static final NewFile PLAIN = new NewFile(0644, 0, 0);
  private static final NewFile DIRECTORY = new NewFile(0755, 0, 0);

  private static byte[] empty(int bytes) throws IOException {
    byte[] image = new byte[bytes];
    UfsFormat.format(MemoryBlockDevice.of(image), FormatOptions.smartOs(bytes));
    return image;
  }

  private static WritableVolume open(byte[] image) throws IOException {
    return WritableVolume.open(MemoryBlockDevice.of(image), AT);
  }

  private static FileName name(String text) {
    return FileName.of(text);
  }

  private static void assertSound(byte[] image) throws IOException {
    assertEquals(List.of(), Recount.problems(image));
    CheckReport report = UfsCheck.check(MemoryBlockDevice.of(image));
    assertTrue(report.clean(), () -> report.findings().toString());
  }

  @Test
  void withoutChangesNothingIsWritten() throws IOException {
    byte[] image = Fixtures.checkImage("clean-05.img");
    byte[] before = image.clone();
    try (WritableVolume volume = open(image)) {
      volume.lookup(Inode.ROOT, name("etc"));
      volume.flush();
    }
    assertArrayEquals(before, image);
  }

  @Test
  void metadataReachesTheDeviceWithAFlushAlone() throws IOException {
    byte[] image = empty(1 << 20);
    byte[] before = image.clone();
    WritableVolume volume = open(image);
    volume.createDirectory(Inode.ROOT, name("d"), DIRECTORY);
    assertArrayEquals(before, image);
    volume.flush();
    assertFalse(Arrays.equals(before, image));
    assertSound(image);
  }

  @Test
  void aChangeThatFailsLeavesNoTrace() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long big = volume.createFile(Inode.ROOT, name("big"), PLAIN);
    long small = volume.createFile(Inode.ROOT, name("small"), PLAIN);
    volume.write(small, 0, ByteBuffer.allocate(500));
    volume.flush();
    byte[] before = image.clone();
    OutOfSpaceException e =
        assertThrows(OutOfSpaceException.class, () -> volume.truncate(big, 2 << 20));
    assertTrue(e.neededBytes() > 2 << 20);
    assertTrue(e.availableBytes() > 900_000 && e.availableBytes() < 1 << 20);
    assertTrue(e.getMessage().contains("KiB missing"), e.getMessage());
    assertThrows(OutOfSpaceException.class, () -> volume.allocate(big, 2 << 20));
    assertThrows(
        OutOfSpaceException.class, () -> volume.write(small, 1 << 20, ByteBuffer.allocate(1)));
    assertThrows(
        FileAlreadyExistsException.class,
        () -> volume.createDirectory(Inode.ROOT, name("big"), DIRECTORY));
    assertThrows(
        FileSystemException.class,
        () -> volume.createFile(Inode.ROOT, name("x".repeat(256)), PLAIN));
    assertEquals(0, volume.inode(big).size());
    volume.flush();
    assertArrayEquals(before, image);
  }

  @Test
  void aFullVolumeSaysSoUntilSomethingIsRemoved() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    int count = 0;
    OutOfInodesException e = null;
    while (e == null) {
      try {
        volume.createFile(Inode.ROOT, name("f" + count), PLAIN);
        count++;
      } catch (OutOfInodesException thrown) {
        e = thrown;
      }
    }
    assertEquals(volume.superblock().inodeCount() - 4, count);
    assertEquals(volume.superblock().inodeCount(), e.inodeCount());
    assertEquals(0, volume.superblock().totals().freeInodes());
    volume.unlink(Inode.ROOT, name("f7"));
    volume.createFile(Inode.ROOT, name("again"), PLAIN);
    volume.flush();
    assertSound(image);
  }

  @Test
  void everyByteOfSpaceCanBeUsed() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long file = volume.createFile(Inode.ROOT, name("f"), PLAIN);
    int freeBlocks = volume.superblock().totals().freeBlocks();
    volume.truncate(file, (freeBlocks - 1) * 4096L);
    assertEquals(0, volume.superblock().totals().freeBlocks());
    assertEquals(6, volume.superblock().totals().freeFragments());
    volume.flush();
    assertSound(image);
    assertThrows(OutOfSpaceException.class, () -> volume.truncate(file, freeBlocks * 4096L));
  }

  @Test
  void aFileLiesInOnePieceWhereThereIsRoom() throws IOException {
    byte[] image = empty(64 << 20);
    WritableVolume volume = open(image);
    for (int i = 0; i < 20; i++) {
      long file = volume.createFile(Inode.ROOT, name("f" + i), PLAIN);
      volume.allocate(file, 777_777);
      // The indirect block is between the first twelve blocks and the rest.
      List<Extent> extents = volume.content(file).extents();
      assertTrue(extents.size() <= 3, () -> extents.toString());
      long start = extents.get(0).deviceOffset();
      long end = extents.get(1).deviceOffset() + extents.get(1).bytes();
      assertTrue(end - start < 777_777 + 2 * 4096, () -> extents.toString());
    }
    long large = volume.createFile(Inode.ROOT, name("large"), PLAIN);
    volume.allocate(large, 30 << 20);
    List<Extent> extents = volume.content(large).extents();
    assertTrue(extents.size() <= 24, () -> extents.size() + " " + extents);
    volume.flush();
    assertSound(image);
  }

  @Test
  void aFileReachesThroughThreeIndirections() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long file = volume.createFile(Inode.ROOT, name("f"), PLAIN);
    long triple = (12 + 1024 + 1024L * 1024) * 4096;
    byte[] text = "far away".getBytes(StandardCharsets.US_ASCII);
    volume.extendWithHole(file, triple + 4096 * 5000);
    volume.write(file, triple - 3, ByteBuffer.wrap(text));
    volume.write(file, 5000 * 4096L, ByteBuffer.wrap(text));
    volume.write(file, 20 * 4096L, ByteBuffer.wrap(text));
    volume.flush();
    assertSound(image);
    assertEquals(
        WriteSafety.FLAG_LARGE_FILES,
        Volume.open(MemoryBlockDevice.of(image)).superblock().get(SuperblockField.FLAGS));
    for (long at : new long[] {triple - 3, 5000 * 4096L, 20 * 4096L}) {
      ByteBuffer found = ByteBuffer.allocate(text.length);
      volume.content(file).read(at, found);
      assertArrayEquals(text, found.array());
    }
    for (long size :
        new long[] {triple + 1, triple - 1, 5001 * 4096L, 1036 * 4096L, 21 * 4096L, 4097, 0}) {
      volume.truncate(file, size);
      volume.flush();
      assertEquals(List.of(), Recount.problems(image), "cut to " + size);
    }
    assertEquals(0, volume.inode(file).sectorCount());
  }

  @Test
  void fragmentsGrowInPlaceWhereThoseBehindAreFree() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    for (int i = 0; volume.superblock().totals().freeFragments() > 0; i++) {
      long filler = volume.createFile(Inode.ROOT, name("filler" + i), PLAIN);
      volume.write(filler, 0, ByteBuffer.wrap(new byte[1000]));
    }
    long first = volume.createFile(Inode.ROOT, name("first"), PLAIN);
    volume.write(first, 0, ByteBuffer.wrap(new byte[1000]));
    int place = volume.inode(first).direct().get(0);
    volume.write(first, 1000, ByteBuffer.wrap(new byte[1000]));
    assertEquals(place, volume.inode(first).direct().get(0));
    long second = volume.createFile(Inode.ROOT, name("second"), PLAIN);
    volume.write(second, 0, ByteBuffer.wrap(new byte[2000]));
    assertEquals(place + 2, volume.inode(second).direct().get(0));
    byte[] text = "moved".getBytes(StandardCharsets.US_ASCII);
    volume.write(first, 0, ByteBuffer.wrap(text));
    volume.write(first, 2000, ByteBuffer.wrap(new byte[1000]));
    int moved = volume.inode(first).direct().get(0);
    assertTrue(moved != place && moved / 4 != place / 4);
    ByteBuffer found = ByteBuffer.allocate(text.length);
    volume.content(first).read(0, found);
    assertArrayEquals(text, found.array());
    volume.flush();
    assertSound(image);
  }

  @Test
  void aLinksTextIsInAFragmentOfItsOwnWithZerosBehind() throws IOException {
    byte[] image = empty(1 << 20);
    Arrays.fill(image, 200_000, image.length, (byte) 0x55);
    WritableVolume volume = open(image);
    long link = volume.createSymbolicLink(Inode.ROOT, name("l"), new byte[] {'a', '/', 'b'}, PLAIN);
    volume.flush();
    Inode inode = volume.inode(link);
    int at = inode.direct().get(0) * 1024;
    assertEquals(2, inode.sectorCount());
    assertArrayEquals(
        Arrays.copyOf(new byte[] {'a', '/', 'b'}, 1024), Arrays.copyOfRange(image, at, at + 1024));
  }

  @Test
  void devicesAreWhereTheByteOrderWantsThem() throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] image = new byte[1 << 20];
      UfsFormat.format(
          MemoryBlockDevice.of(image), FormatOptions.smartOs(image.length).withByteOrder(order));
      WritableVolume volume = open(image);
      DeviceNumber small = new DeviceNumber(13, 2);
      DeviceNumber large = new DeviceNumber(300, 70000);
      long a = volume.createDevice(Inode.ROOT, name("a"), FileType.CHARACTER_DEVICE, small, PLAIN);
      long b = volume.createDevice(Inode.ROOT, name("b"), FileType.BLOCK_DEVICE, large, PLAIN);
      volume.flush();
      Volume read = Volume.open(MemoryBlockDevice.of(image));
      int slot = order == ByteOrder.LITTLE_ENDIAN ? 1 : 0;
      assertEquals(13 << 8 | 2, read.inode(a).direct().get(slot));
      assertEquals(300 << 18 | 70000, read.inode(b).direct().get(slot));
      assertEquals(large, read.device(read.inode(b)));
      assertSound(image);
    }
  }

  @Test
  void removedNamesGiveTheirRoomToTheOneBefore() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long dir = volume.createDirectory(Inode.ROOT, name("d"), DIRECTORY);
    for (String each : List.of("one", "two", "three")) {
      volume.createFile(dir, name(each), PLAIN);
    }
    volume.unlink(dir, name("two"));
    List<DirectoryEntry> entries = volume.entries(dir);
    assertEquals(
        List.of(". 12", ".. 12", "one 24", "three 464"),
        entries.stream().map(entry -> entry.name() + " " + entry.recordBytes()).toList());
    volume.createFile(dir, name("six"), PLAIN);
    assertEquals("six", volume.entries(dir).get(3).name().toString());
  }

  @Test
  void aSharedListGoesWithItsLastUser() throws IOException {
    byte[] image = Fixtures.checkImage("clean-16.img");
    WritableVolume volume = open(image);
    TreeWalk walk = volume.walk(Inode.ROOT);
    long shadow = 0;
    int left = 2;
    for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
      if (visit.inode().shadow() != 0) {
        shadow = visit.inode().shadow();
        volume.unlink(visit.parent().number(), visit.path().get(visit.path().size() - 1));
        left--;
        assertEquals(left, volume.inode(shadow).linkCount());
        volume.flush();
        assertSound(image);
      }
    }
    assertEquals(0, left);
    assertEquals(0, volume.inode(shadow).mode());
  }

  @Test
  void attributesGoWithTheirFile() throws IOException {
    byte[] image = Fixtures.checkImage("clean-20.img");
    WritableVolume volume = open(image);
    int directories = volume.superblock().totals().directories();
    TreeWalk walk = volume.walk(Inode.ROOT);
    int found = 0;
    for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
      long attributes = visit.inode().attributeDirectory();
      if (attributes != 0) {
        long attribute = volume.entries(attributes).get(2).inode();
        volume.unlink(visit.parent().number(), visit.path().get(visit.path().size() - 1));
        assertEquals(0, volume.inode(attributes).mode());
        assertEquals(0, volume.inode(attribute).mode());
        found++;
      }
    }
    assertEquals(1, found);
    assertEquals(directories - 1, volume.superblock().totals().directories());
    volume.flush();
    assertSound(image);
  }

  @Test
  void whatIsHeldOutlivesItsLastName() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long file = volume.createFile(Inode.ROOT, name("f"), PLAIN);
    volume.write(file, 0, ByteBuffer.wrap(new byte[5000]));
    volume.hold(file);
    volume.hold(file);
    volume.unlink(Inode.ROOT, name("f"));
    volume.release(file);
    volume.write(file, 5000, ByteBuffer.wrap(new byte[5000]));
    assertEquals(10_000, volume.content(file).size());
    volume.release(file);
    assertEquals(0, volume.inode(file).mode());
    long other = volume.createFile(Inode.ROOT, name("g"), PLAIN);
    volume.hold(other);
    volume.unlink(Inode.ROOT, name("g"));
    volume.flush();
    assertSound(image);
  }

  @Test
  void timesAndIdsAreKeptInFull() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long file = volume.createFile(Inode.ROOT, name("f"), new NewFile(04755, 70_000, 65_535));
    Inode made = volume.inode(file);
    assertEquals(65_535, made.shortUid());
    assertEquals(70_000, made.longUid());
    assertEquals(65_535, made.gid());
    assertEquals(new InodeTime(1_700_000_000, 0), made.changeTime());
    volume.setTimes(file, new InodeTime(-5, 1), new InodeTime(7, 2), new InodeTime(9, 3));
    volume.setOwner(Inode.ROOT, 0xffffffffL, 3);
    volume.flush();
    Volume read = Volume.open(MemoryBlockDevice.of(image));
    assertEquals(new InodeTime(-5, 1), read.inode(file).accessTime());
    assertEquals(new InodeTime(7, 2), read.inode(file).modifyTime());
    assertEquals(new InodeTime(9, 3), read.inode(file).changeTime());
    assertEquals(0xffffffffL, read.root().uid());
    assertEquals(04755, read.inode(file).permissions());
    assertSound(image);
  }

  @Test
  void equalChangesGiveEqualImages() throws IOException {
    byte[] first = empty(1 << 20);
    byte[] second = empty(1 << 20);
    for (byte[] image : List.of(first, second)) {
      WritableVolume volume = open(image);
      long file = volume.createFile(Inode.ROOT, name("f"), PLAIN);
      volume.write(file, 0, ByteBuffer.wrap(new byte[50_000]));
      volume.unlink(Inode.ROOT, name("f"));
      volume.flush();
    }
    assertArrayEquals(first, second);
  }

  @Test
  void afterwardsTheFileSystemIsCleanAtTheTimeOfTheFlush() throws IOException {
    byte[] image = Fixtures.checkImage("022.img");
    WritableVolume volume = open(image);
    assertEquals(2, volume.superblock().get(SuperblockField.CLEAN));
    volume.setPermissions(Inode.ROOT, 0700);
    volume.flush();
    Superblock after = Volume.open(MemoryBlockDevice.of(image)).superblock();
    assertTrue(after.isClean());
    assertEquals(1, after.get(SuperblockField.CLEAN));
    assertEquals(1_700_000_000, after.time());
  }

  @Test
  void anUncleanVolumeIsNotOpenedForChanges() throws IOException {
    UnsafeToWriteException e =
        assertThrows(
            UnsafeToWriteException.class,
            () -> WritableVolume.open(Fixtures.checkDevice("021.img"), AT));
    assertTrue(e.getMessage().contains("fs_clean is 0"), e.getMessage());
  }

  @Test
  void aLogWithChangesThatAreNotInPlaceIsNotOpenedForChanges() throws IOException {
    byte[] image = empty(1 << 20);
    Superblock superblock = Volume.open(MemoryBlockDevice.of(image)).superblock();
    Superblock logging =
        superblock.toBuilder()
            .set(SuperblockField.LOGBNO, 100)
            .set(SuperblockField.CLEAN, 0xfd)
            .set(SuperblockField.ROLLED, 2)
            .build();
    System.arraycopy(logging.toBytes(), 0, image, Superblock.OFFSET, Superblock.BYTES);
    UnsafeToWriteException e = assertThrows(UnsafeToWriteException.class, () -> open(image));
    assertTrue(e.getMessage().contains("log"), e.getMessage());
    Superblock rolled = logging.with(SuperblockField.ROLLED, 1);
    System.arraycopy(rolled.toBytes(), 0, image, Superblock.OFFSET, Superblock.BYTES);
    assertEquals(2, open(image).root().type() == FileType.DIRECTORY ? 2 : 0);
  }

  @Test
  void linksEndAtTheirMost() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long file = volume.createFile(Inode.ROOT, name("f"), PLAIN);
    volume.flush();
    int at = (int) volume.superblock().inodeOffset(file);
    image[at + 2] = (byte) 0xff;
    image[at + 3] = 0x7f;
    FileSystemException e =
        assertThrows(FileSystemException.class, () -> volume.link(Inode.ROOT, name("g"), file));
    assertTrue(e.getMessage().contains("too many links"), e.getMessage());
    assertEquals(-1, volume.lookup(Inode.ROOT, name("g")).orElse(-1));
  }

  private static int flags(byte[] image) throws IOException {
    return Volume.open(MemoryBlockDevice.of(image)).superblock().get(SuperblockField.FLAGS);
  }

  @Test
  void theFlagForLargeFilesLeavesWithTheLastOfThem() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long first = volume.createFile(Inode.ROOT, name("first"), PLAIN);
    volume.createFile(Inode.ROOT, name("second"), PLAIN);
    volume.extendWithHole(first, Integer.MAX_VALUE);
    volume.flush();
    assertEquals(0, flags(image), "one byte below");
    volume.extendWithHole(first, 1L << 31);
    volume.extendWithHole(volume.lookup(Inode.ROOT, name("second")).orElseThrow(), 3L << 31);
    volume.flush();
    assertEquals(1, flags(image));
    assertSound(image);

    WritableVolume again = open(image);
    again.unlink(Inode.ROOT, name("second"));
    again.flush();
    assertEquals(1, flags(image), "there is another one");
    assertSound(image);
    again.truncate(first, 100);
    again.flush();
    assertEquals(0, flags(image));
    assertSound(image);
    again.extendWithHole(first, 1L << 31);
    again.unlink(Inode.ROOT, name("first"));
    again.flush();
    assertEquals(0, flags(image), "come and gone between two flushes");
    assertSound(image);
  }

  private static void setLinkCount(byte[] image, long inode, int count) throws IOException {
    int at = (int) Volume.open(MemoryBlockDevice.of(image)).superblock().inodeOffset(inode);
    ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putShort(at + 2, (short) count);
  }

  @Test
  void aFreeInodeWithALinkCountIsPassedOver() throws IOException {
    byte[] image = empty(1 << 20);
    long next = open(image.clone()).createFile(Inode.ROOT, name("f"), PLAIN);
    setLinkCount(image, next, 1);
    WritableVolume volume = open(image);
    assertEquals(next + 1, volume.createFile(Inode.ROOT, name("f"), PLAIN));
    long directory = volume.createDirectory(Inode.ROOT, name("d"), DIRECTORY);
    assertEquals(next + 2, directory);
    volume.flush();
    assertEquals(1, volume.inode(next).linkCount(), "it is as it was");
    assertTrue(UfsCheck.check(MemoryBlockDevice.of(image)).clean());

    setLinkCount(image, next, 0);
    assertSound(image);
    assertEquals(next, open(image).createFile(Inode.ROOT, name("g"), PLAIN));
  }

  @Test
  void whereEveryFreeInodeHasALinkCountNoneIsLeft() throws IOException {
    byte[] image = empty(1 << 20);
    Superblock superblock = Volume.open(MemoryBlockDevice.of(image)).superblock();
    for (long inode = Inode.ROOT + 2; inode < superblock.inodeCount(); inode++) {
      setLinkCount(image, inode, 1);
    }
    byte[] before = image.clone();
    WritableVolume volume = open(image);
    assertThrows(OutOfInodesException.class, () -> volume.createFile(Inode.ROOT, name("f"), PLAIN));
    volume.flush();
    assertArrayEquals(before, image);
  }

  @Test
  void freeingWhatIsFreeAlreadyIsCorruption() throws IOException {
    byte[] image = empty(1 << 20);
    WritableVolume volume = open(image);
    long a = volume.createFile(Inode.ROOT, name("a"), PLAIN);
    long b = volume.createFile(Inode.ROOT, name("b"), PLAIN);
    volume.write(a, 0, ByteBuffer.wrap(new byte[100]));
    volume.write(b, 0, ByteBuffer.wrap(new byte[100]));
    volume.flush();
    int from = (int) volume.superblock().inodeOffset(a) + 40;
    int to = (int) volume.superblock().inodeOffset(b) + 40;
    System.arraycopy(image, from, image, to, 4);
    volume.unlink(Inode.ROOT, name("a"));
    assertThrows(CorruptImageException.class, () -> volume.unlink(Inode.ROOT, name("b")));
    assertTrue(volume.lookup(Inode.ROOT, name("b")).isPresent());
  }

  @Test
  void aTailThatIsNowhereIsCorruption() throws IOException {
    for (int pointer : new int[] {-1, Integer.MIN_VALUE, 3, 1 << 20}) {
      byte[] image = empty(1 << 20);
      WritableVolume volume = open(image);
      long file = volume.createFile(Inode.ROOT, name("f"), PLAIN);
      volume.write(file, 0, ByteBuffer.wrap(new byte[1500]));
      volume.flush();
      int at = (int) volume.superblock().inodeOffset(file) + 40;
      ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).putInt(at, pointer);
      assertThrows(
          CorruptImageException.class,
          () -> volume.write(file, 1500, ByteBuffer.allocate(1000)),
          "pointer " + pointer);
    }
  }

  @Test
  void changesOverAnotherDeviceLeaveItAlone() throws IOException {
    byte[] image = Fixtures.image("populated-64m.img");
    byte[] before = image.clone();
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(MemoryBlockDevice.of(image));
    WritableVolume volume = WritableVolume.open(device, AT);
    long file = volume.createFile(Inode.ROOT, name("new file"), PLAIN);
    volume.write(file, 0, ByteBuffer.wrap(new byte[10_000]));
    volume.flush();
    assertArrayEquals(before, image);
    long changed =
        device.changedRanges().asRanges().stream()
            .mapToLong(range -> range.upperEndpoint() - range.lowerEndpoint())
            .sum();
    assertTrue(changed < 50_000, changed + " bytes");
    byte[] after = new byte[image.length];
    device.read(0, ByteBuffer.wrap(after));
    assertSound(after);
  }
}

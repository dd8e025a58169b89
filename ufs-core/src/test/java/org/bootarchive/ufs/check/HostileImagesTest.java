package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.finding.Finding;

/** Whatever an image holds, a check ends with a report. */
class HostileImagesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final List<byte[]> IMAGES =
      List.of(
          TestImages.vector("clean-01"),
          TestImages.vector("clean-05"),
          TestImages.vector("clean-13"),
          TestImages.vector("clean-16"),
          TestImages.vector("clean-19"),
          TestImages.vector("clean-20"));

  private static CheckReport checkWithinLimit(byte[] image) {
    return assertTimeoutPreemptively(LIMIT, () -> TestImages.check(image));
  }

  @Property(tries = 400)
  void scatteredBytesEndInAReportThatIsTheSameEveryTime(
      @ForAll @IntRange(max = 5) int which,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int count) {
    byte[] image = IMAGES.get(which).clone();
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      int at = 8192 + random.nextInt(image.length - 8192);
      image[at] = (byte) random.nextInt();
    }
    assertEquals(checkWithinLimit(image), TestImages.check(image));
  }

  @Property(tries = 400)
  void aTornInodeTableEndsInAReport(
      @ForAll @IntRange(max = 5) int which, @ForAll long seed, @ForAll boolean small) {
    byte[] image = IMAGES.get(which).clone();
    Superblock superblock = TestImages.superblock(image);
    ByteBuffer buffer = ByteBuffer.wrap(image).order(superblock.byteOrder());
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      int inode = 2 + random.nextInt(100);
      int at = (int) superblock.inodeOffset(inode) + 4 * random.nextInt(32);
      buffer.putInt(at, small ? random.nextInt(superblock.sizeInFragments()) : random.nextInt());
    }
    checkWithinLimit(image);
  }

  @Property(tries = 600)
  void anySuperblockEndsInAReport(
      @ForAll @IntRange(max = 5) int which,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 4) int count) {
    byte[] image = IMAGES.get(which).clone();
    Random random = new Random(seed);
    Superblock.Builder builder = TestImages.superblock(image).toBuilder();
    SuperblockField[] fields = SuperblockField.values();
    for (int i = 0; i < count; i++) {
      SuperblockField field = fields[random.nextInt(fields.length)];
      int value = random.nextBoolean() ? random.nextInt() : 1 << random.nextInt(32);
      builder.set(field, random.nextInt(field.count()), value);
    }
    byte[] superblock = builder.build().toBytes();
    System.arraycopy(superblock, 0, image, Superblock.OFFSET, superblock.length);
    if (random.nextBoolean()) {
      System.arraycopy(superblock, 0, image, 2 * Superblock.OFFSET, superblock.length);
    }
    checkWithinLimit(image);
  }

  @Property(tries = 300)
  void everyFlippedBitOfAGroupsMapsIsFound(@ForAll @IntRange(max = 1) int which, @ForAll int bit) {
    byte[] image = IMAGES.get(which).clone();
    Superblock superblock = TestImages.superblock(image);
    ByteBuffer buffer = ByteBuffer.wrap(image).order(superblock.byteOrder());
    int group = Math.floorMod(bit, superblock.groupCount());
    int block = (int) superblock.fragmentOffset(superblock.groupBlockFragment(group));
    int from = buffer.getInt(block + 84);
    int to = buffer.getInt(block + 100);
    flip(image, 8L * (block + from) + Math.floorMod((long) bit * 2654435761L, 8L * (to - from)));
    assertFalse(TestImages.check(image).clean());
  }

  @Property(tries = 300)
  void everyFlippedBitOfAPointerOrCountOfAnInodeIsFound(
      @ForAll @IntRange(max = 1) int which,
      @ForAll @IntRange(min = 2, max = 85) int inode,
      @ForAll @IntRange(max = 16 * 32 - 1) int bit) {
    byte[] image = IMAGES.get(which).clone();
    if (TestImages.inode(image, inode).mode() == 0
        || TestImages.inode(image, inode).sectorCount() == 0) {
      return;
    }
    int at = (int) TestImages.superblock(image).inodeOffset(inode);
    int word = bit / 32;
    int field = word == 15 ? 104 : 40 + 4 * word;
    flip(image, 8L * (at + field) + bit % 32);
    assertFalse(TestImages.check(image).clean());
  }

  private static void flip(byte[] image, long bit) {
    image[(int) (bit >> 3)] ^= (byte) (1 << (bit & 7));
  }

  @Example
  void manyFilesOnTheSameIndirectBlocksTakeNoLongerThanOne() {
    byte[] image = TestImages.vector("clean-19");
    Superblock superblock = TestImages.superblock(image);
    ByteBuffer buffer = ByteBuffer.wrap(image).order(superblock.byteOrder());
    int blocks = superblock.sizeInFragments() / superblock.fragmentsPerBlock();
    for (int block = 100; block < blocks; block++) {
      for (int i = 0; i < superblock.pointersPerBlock(); i++) {
        int at = (int) superblock.fragmentOffset((long) block * superblock.fragmentsPerBlock());
        int target = 100 + (block + i) % (blocks - 100);
        buffer.putInt(at + 4 * i, target * superblock.fragmentsPerBlock());
      }
    }
    for (int inode = 3; inode < superblock.inodeCount(); inode++) {
      int at = (int) superblock.inodeOffset(inode);
      buffer.putShort(at, (short) (inode % 2 == 0 ? 0040755 : 0100644));
      buffer.putLong(at + 8, (1L << 40) - 512);
      for (int pointer = 0; pointer < 15; pointer++) {
        buffer.putInt(at + 40 + 4 * pointer, (100 + pointer) * superblock.fragmentsPerBlock());
      }
    }
    assertFalse(checkWithinLimit(image).clean());
  }

  @Example
  void aChunkWithBytesThatNoRecordHasRoomInIsFound() {
    byte[] image = TestImages.vector("clean-01");
    int at = TestImages.firstBlock(image, 2);
    Superblock superblock = TestImages.superblock(image);
    ByteBuffer buffer = ByteBuffer.wrap(image).order(superblock.byteOrder());
    int chunk = (int) TestImages.inode(image, 2).size() - 512;
    int record = at + chunk;
    while (record + buffer.getShort(record + 4) < at + chunk + 512) {
      record += buffer.getShort(record + 4);
    }
    buffer.putShort(record + 4, (short) (buffer.getShort(record + 4) - 4));
    assertTrue(TestImages.errors(checkWithinLimit(image)).contains(FindingKind.DIRECTORY_RECORD));
  }

  @Property(tries = 400)
  void movedBytesEndInAReport(@ForAll @IntRange(max = 5) int which, @ForAll long seed) {
    byte[] image = IMAGES.get(which).clone();
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      int from = 8192 + 4 * random.nextInt((image.length - 9000) / 4);
      int to = 8192 + 4 * random.nextInt((image.length - 9000) / 4);
      System.arraycopy(image, from, image, to, 4 * random.nextInt(180));
    }
    checkWithinLimit(image);
  }

  @Example
  void findingsOfAKindAreCountedBeyondALimit() throws Exception {
    byte[] image = TestImages.vector("clean-01");
    Superblock superblock = TestImages.superblock(image);
    for (int inode = 3; inode < superblock.inodesPerGroup(); inode++) {
      image[(int) superblock.inodeOffset(inode) + 2]++;
    }
    CheckReport report = UfsCheck.check(MemoryBlockDevice.of(image), new CheckOptions(false, 5));
    List<Finding> counts = report.findings().stream().filter(FindingKind.LINK_COUNT::is).toList();
    assertEquals(6, counts.size());
    assertTrue(counts.get(5).message().matches("and \\d+ more: .*"), counts.get(5).message());
  }
}

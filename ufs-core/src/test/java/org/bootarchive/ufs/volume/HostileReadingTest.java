package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.ImmutableIntArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostileReadingTest {
  private static final byte[] POPULATED = Fixtures.checkImage("clean-01.img");
  private static final byte[] GROUPS = Fixtures.checkImage("clean-11.img");

  static List<String> damagedImages() {
    return Fixtures.damagedCheckImages();
  }

  @ParameterizedTest
  @MethodSource("damagedImages")
  void aDamagedImageGivesAnAnswerOrIsCorrupt(String name) {
    Assertions.assertTimeout(
        Duration.ofSeconds(10), () -> readEverything(Fixtures.checkImage(name)));
  }

  @Property(tries = 400)
  void changedBytesGiveAnAnswerOrAreCorrupt(
      @ForAll boolean groups,
      @ForAll @Size(min = 1, max = 8) List<@IntRange(max = (1 << 20) - 1) Integer> places,
      @ForAll byte value) {
    byte[] image = (groups ? GROUPS : POPULATED).clone();
    for (int place : places) {
      // Half of the changes go where the structures are.
      image[place % 2 == 0 ? 8192 + place % 65536 : place] = value;
    }
    Assertions.assertTimeout(Duration.ofSeconds(10), () -> readEverything(image));
  }

  /** Reads all there is; anything but a CorruptImageException passes on. */
  private static void readEverything(byte[] image) throws IOException {
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      for (long number = 0; number < Math.min(volume.superblock().inodeCount(), 2000); number++) {
        readInode(volume, number);
      }
      TreeWalk walk = volume.walk(Inode.ROOT);
      Visit last = null;
      do {
        try {
          last = walk.next();
        } catch (CorruptImageException e) {
          assertTrue(e.getMessage().length() > 10);
          break;
        }
      } while (last != null);
    } catch (CorruptImageException e) {
      assertTrue(e.getMessage().length() > 10);
    }
  }

  private static void readInode(Volume volume, long number) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      FileContent content = volume.content(number);
      for (Extent extent : content.extents()) {
        content.read(extent.fileOffset(), buffer.clear());
      }
      FileType type = volume.inode(number).type();
      if (type == FileType.SYMBOLIC_LINK) {
        volume.readLink(number);
      } else if (type != null && type.isDirectory()) {
        volume.entries(number);
      }
    } catch (CorruptImageException e) {
      assertTrue(e.getMessage().length() > 10);
    }
  }

  @Test
  void aLoopOfIndirectBlocksIsNamed() throws IOException {
    byte[] image = POPULATED.clone();
    Superblock superblock = Volume.open(MemoryBlockDevice.of(image)).superblock();
    ByteBuffer bytes = ByteBuffer.wrap(image).order(superblock.byteOrder());
    long number = find(image, "ind");
    int at = (int) superblock.inodeOffset(number);
    Inode inode = Inode.decode(bytes, at);
    int block = inode.indirect().get(0);
    for (int i = 0; i < superblock.pointersPerBlock(); i++) {
      bytes.putInt((int) superblock.fragmentOffset(block) + 4 * i, block);
    }
    withSize(inode, BlockMap.FILE_LIMIT - 1, ImmutableIntArray.of(0, 0, block)).encode(bytes, at);
    CorruptImageException e =
        assertThrows(
            CorruptImageException.class,
            () -> Volume.open(MemoryBlockDevice.of(image)).content(number));
    assertTrue(e.getMessage().contains("a second time"), e.getMessage());
  }

  @Test
  void aFileOfMoreBlocksThanTheFileSystemIsNamed() throws IOException {
    byte[] image = POPULATED.clone();
    Superblock superblock = Volume.open(MemoryBlockDevice.of(image)).superblock();
    ByteBuffer bytes = ByteBuffer.wrap(image).order(superblock.byteOrder());
    long number = find(image, "ind");
    int at = (int) superblock.inodeOffset(number);
    Inode inode = Inode.decode(bytes, at);
    int block = inode.indirect().get(0);
    for (int i = 0; i < superblock.pointersPerBlock(); i++) {
      bytes.putInt((int) superblock.fragmentOffset(block) + 4 * i, inode.direct().get(0));
    }
    withSize(inode, 1 << 22, inode.indirect()).encode(bytes, at);
    CorruptImageException e =
        assertThrows(
            CorruptImageException.class,
            () -> Volume.open(MemoryBlockDevice.of(image)).content(number));
    assertTrue(e.getMessage().contains("more blocks than"), e.getMessage());
  }

  @Test
  void aLinkInTheInodeIsNamed() throws IOException {
    byte[] image = Fixtures.checkImage("084.img");
    Volume volume = Volume.open(MemoryBlockDevice.of(image));
    CorruptImageException e = assertThrows(CorruptImageException.class, () -> volume.readLink(10));
    assertTrue(e.getMessage().contains("in the inode"), e.getMessage());
  }

  @Test
  void aSecondNameOfADirectoryEndsTheWalk() throws IOException {
    byte[] image = Fixtures.checkImage("091.img");
    CorruptImageException e =
        assertThrows(
            CorruptImageException.class,
            () -> {
              TreeWalk walk = Volume.open(MemoryBlockDevice.of(image)).walk(Inode.ROOT);
              while (walk.next() != null) {}
            });
    assertTrue(e.getMessage().contains("met a second time, as /"), e.getMessage());
  }

  @Test
  void anInodeOutOfRangeIsNamed() throws IOException {
    Volume volume = Volume.open(MemoryBlockDevice.of(POPULATED));
    long count = volume.superblock().inodeCount();
    for (long number : new long[] {-1, count, 0xffffffffL, Long.MAX_VALUE}) {
      CorruptImageException e =
          assertThrows(CorruptImageException.class, () -> volume.inode(number));
      assertEquals("inode " + number, e.structure());
    }
  }

  private static long find(byte[] image, String name) throws IOException {
    return Volume.open(MemoryBlockDevice.of(image))
        .lookup(Inode.ROOT, FileName.of(name))
        .getAsLong();
  }

  private static Inode withSize(Inode inode, long size, ImmutableIntArray indirect) {
    return new Inode(
        inode.mode(),
        inode.linkCount(),
        inode.shortUid(),
        inode.shortGid(),
        size,
        inode.accessTime(),
        inode.modifyTime(),
        inode.changeTime(),
        inode.direct(),
        indirect,
        inode.flags(),
        inode.sectorCount(),
        inode.generation(),
        inode.shadow(),
        inode.longUid(),
        inode.longGid(),
        inode.attributeDirectory());
  }
}

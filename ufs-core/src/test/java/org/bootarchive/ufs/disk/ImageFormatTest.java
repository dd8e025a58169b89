package org.bootarchive.ufs.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.device.UnsupportedImageException;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.api.Test;

class ImageFormatTest {
  private static final Path TESTDATA = Testdata.of();
  private static final int MAGIC_AT = Superblock.OFFSET + 1372;

  private static final byte[] SMALL = unpack(TESTDATA.resolve("fixtures/empty-1m.img.gz"));

  @Test
  void everySoundImageIsRead() throws IOException {
    List<Path> images;
    try (Stream<Path> files = Files.list(TESTDATA.resolve("vectors/check"))) {
      images = files.filter(f -> f.getFileName().toString().startsWith("clean-")).toList();
    }
    assertEquals(21, images.size());
    for (Path image : images) {
      Superblock superblock = read(unpack(image));
      assertTrue(superblock.isClean(), image.toString());
    }
  }

  @Test
  void aSuperblockKeepsEveryByte() throws IOException {
    Superblock superblock = read(SMALL);
    ByteBuffer bytes = ByteBuffer.wrap(superblock.toBytes());
    assertEquals(ByteBuffer.wrap(SMALL, Superblock.OFFSET, Superblock.BYTES), bytes);
    assertEquals(superblock, Superblock.decode(bytes, ByteOrder.LITTLE_ENDIAN));
    assertEquals(1020, superblock.sizeInFragments());
    assertEquals(new CylinderSummary(2, 241, 124, 6), superblock.totals());
    assertEquals(1600000000, superblock.time());
  }

  @Test
  void aChangedTimeWithoutItsStateIsNotClean() throws IOException {
    Superblock superblock = read(SMALL);
    assertFalse(superblock.with(SuperblockField.TIME, 1).isClean());
    assertTrue(superblock.toBuilder().timeAndState(1).build().isClean());
  }

  @Test
  void stateAndSpareSectorsSwapPlacesWithTheByteOrder() {
    Superblock big =
        Superblock.builder(ByteOrder.BIG_ENDIAN)
            .set(SuperblockField.STATE, 1)
            .set(SuperblockField.NPSECT, 2)
            .build();
    ByteBuffer bytes = ByteBuffer.wrap(big.toBytes());
    assertEquals(2, bytes.getInt(132));
    assertEquals(1, bytes.getInt(1336));
  }

  @Test
  void otherFileSystemsAreRefusedByName() throws IOException {
    refused("UFS2", patched(MAGIC_AT, 0x19540119));
    refused("multi-terabyte", patched(MAGIC_AT, 0xdecade));
    refused("version 1", patched(Superblock.OFFSET + 1320, 1));
    byte[] bsd = SMALL.clone();
    int rootInode = (int) read(SMALL).inodeOffset(Inode.ROOT);
    ByteBuffer little = ByteBuffer.wrap(bsd).order(ByteOrder.LITTLE_ENDIAN);
    int root = 1024 * Inode.decode(little, rootInode).direct().get(0);
    assertEquals('.', bsd[root + 8]);
    bsd[root + 6] = 4;
    bsd[root + 7] = 1;
    refused("BSD", bsd);
    refused("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0});
  }

  @Test
  void theFormatOf42BsdIsReadWhateverItsTableHolds() throws IOException {
    Superblock superblock = read(patched(Superblock.OFFSET + 1356, -1));
    assertTrue(superblock.isOldFormat());
    assertTrue(superblock.foreignFormat().orElseThrow().contains("4.2BSD"));
    assertEquals(8, superblock.rotationalPositions());
    assertTrue(read(SMALL).foreignFormat().isEmpty());
  }

  @Test
  void whatIsNoFileSystemIsSaidToBeNone() {
    for (byte[] bytes : new byte[][] {{}, {1, 2, 3}, new byte[20000], patched(MAGIC_AT, 7)}) {
      CorruptImageException e = assertThrows(CorruptImageException.class, () -> read(bytes));
      assertTrue(e.getMessage().contains("no UFS"), e.getMessage());
    }
  }

  @Property
  void damageInTheSuperblockEndsInItsValueOrANamedException(
      @ForAll @IntRange(max = 1375) int at, @ForAll byte value) throws IOException {
    byte[] bytes = SMALL.clone();
    bytes[Superblock.OFFSET + at] = value;
    Superblock superblock;
    try {
      superblock = read(bytes);
    } catch (CorruptImageException e) {
      return;
    }
    for (int group = 0; group < superblock.groupCount(); group++) {
      assertTrue(superblock.firstDataFragment(group) <= superblock.sizeInFragments());
    }
    long last = superblock.inodeOffset(superblock.inodeCount() - 1);
    assertTrue(last > 0 && last < superblock.sizeInBytes());
  }

  private static void refused(String name, byte[] bytes) {
    CorruptImageException e = assertThrows(CorruptImageException.class, () -> read(bytes));
    assertInstanceOf(UnsupportedImageException.class, e);
    assertTrue(e.getMessage().contains(name), e.getMessage());
  }

  private static byte[] patched(int at, int value) {
    byte[] bytes = SMALL.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return bytes;
  }

  private static Superblock read(byte[] bytes) throws IOException {
    return ImageFormat.readSuperblock(MemoryBlockDevice.of(bytes));
  }

  private static byte[] unpack(Path file) {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aUfsOfBsdWithLargerBlocksIsNamed() throws IOException {
    Path image = Testdata.of().resolve("foreign/bsd-ufs1-16k-blocks.img.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(image))) {
      refused("a UFS1 of BSD: its blocks have 16384 bytes", in.readAllBytes());
    }
  }
}

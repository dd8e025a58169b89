package org.bootarchive.ufs.internal.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.DiskGeometry;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.testing.Testdata;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares with images that the real mkfs made. */
class RealImagesTest {
  /** The time that mkfs was told when the images were made. */
  private static final int TIME = 1600000000;

  /** The time plus the process id that mkfs had then, found from its first numbers. */
  private static final int SEED = 1600000001;

  private static final Path TESTDATA = Testdata.of();
  private static final int GENERATION_OFFSET = 108;

  static Stream<Arguments> images() {
    return Stream.of(
        Arguments.of("fixtures/empty-1m", FormatOptions.smartOs(1 << 20)),
        Arguments.of("fixtures/empty-4m", FormatOptions.smartOs(4 << 20)),
        Arguments.of("fixtures/empty-64m", FormatOptions.smartOs(64 << 20)),
        Arguments.of(
            "vectors/check/clean-00", FormatOptions.smartOs(1 << 20).withBytesPerInode(4096)),
        Arguments.of("vectors/check/clean-02", FormatOptions.smartOs(3000 << 10)),
        Arguments.of("vectors/check/clean-04", tracks(2 << 20, 64, 1, 16)),
        Arguments.of("vectors/check/clean-06", tracks(2 << 20, 64, 1, 32).withBlocks(8192, 1024)),
        Arguments.of("vectors/check/clean-08", tracks(2 << 20, 64, 1, 32).withBlocks(8192, 8192)),
        Arguments.of("vectors/check/clean-10", tracks(1 << 20, 64, 1, 16).withBlocks(4096, 512)),
        Arguments.of("vectors/check/clean-12", tracks(2 << 20, 16, 4, 16)));
  }

  private static FormatOptions tracks(
      int fileBytes, int sectorsPerTrack, int tracks, int maxTransferSectors) {
    return FormatOptions.smartOs(fileBytes)
        .withDisk(new DiskGeometry(fileBytes / 512, sectorsPerTrack, tracks, maxTransferSectors))
        .withBytesPerInode(4096);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  void everyByteIsThatOfTheRealMkfs(String name, FormatOptions options) throws IOException {
    byte[] expected = read(name);
    byte[] actual = new byte[expected.length];
    UfsFormat.format(MemoryBlockDevice.of(actual), options.withTime(TIME).withGenerationSeed(SEED));
    assertSameBytes(expected, actual);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("images")
  void anotherTimeAndSeedChangeNothingButTimesAndGenerations(String name, FormatOptions options)
      throws IOException {
    byte[] expected = read(name);
    byte[] actual = new byte[expected.length];
    UfsFormat.format(
        MemoryBlockDevice.of(actual), options.withTime(TIME + 1000).withGenerationSeed(7));
    assertNotEquals(-1, Arrays.mismatch(expected, actual));
    mask(expected);
    mask(actual);
    assertSameBytes(expected, actual);
  }

  private static byte[] read(String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(TESTDATA.resolve(name + ".img.gz")))) {
      return in.readAllBytes();
    }
  }

  private static void assertSameBytes(byte[] expected, byte[] actual) {
    int at = Arrays.mismatch(expected, actual);
    if (at >= 0) {
      int from = at & -16;
      assertArrayEquals(
          Arrays.copyOfRange(expected, from, from + 64),
          Arrays.copyOfRange(actual, from, from + 64),
          "first difference at byte " + at);
    }
    assertEquals(-1, at);
  }

  private static void mask(byte[] image) throws IOException {
    Superblock superblock = ImageFormat.readSuperblock(MemoryBlockDevice.of(image));
    ByteBuffer bytes = ByteBuffer.wrap(image).order(superblock.byteOrder());
    byte[] masked = superblock.toBuilder().timeAndState(0).build().toBytes();
    bytes.put(Superblock.OFFSET, masked);
    for (int group = 0; group < superblock.groupCount(); group++) {
      int copy = (int) superblock.fragmentOffset(superblock.superblockFragment(group));
      Superblock inGroup =
          Superblock.decode(bytes.slice(copy, Superblock.BYTES), superblock.byteOrder());
      bytes.put(copy, inGroup.toBuilder().timeAndState(0).build().toBytes());
      bytes.putInt((int) superblock.fragmentOffset(superblock.groupBlockFragment(group)) + 8, 0);
    }
    for (long inode = 0; inode < superblock.inodeCount(); inode++) {
      int at = (int) superblock.inodeOffset(inode);
      bytes.putInt(at + GENERATION_OFFSET, 0);
      if (inode == Inode.ROOT || inode == Inode.ROOT + 1) {
        bytes.put(at + 16, new byte[24]);
      }
    }
  }
}

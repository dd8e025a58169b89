package org.bootarchive.ufs.internal.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UfsFormatTest {
  @Test
  void aFileHoldsWhatADeviceHolds(@TempDir Path directory) throws IOException {
    Path image = directory.resolve("image");
    Files.writeString(image, "old");
    FormatOptions options = FormatOptions.smartOs(1500000).withTime(5).withGenerationSeed(9);
    Superblock superblock = UfsFormat.formatFile(image, options);
    byte[] bytes = new byte[1500000];
    assertEquals(superblock, UfsFormat.format(MemoryBlockDevice.of(bytes), options));
    assertArrayEquals(bytes, Files.readAllBytes(image));
    assertEquals(List.of(image), list(directory));
  }

  @Test
  void aRefusalTouchesNothing(@TempDir Path directory) throws IOException {
    Path image = directory.resolve("image");
    Files.writeString(image, "old");
    FormatRefusedException refused =
        assertThrows(
            FormatRefusedException.class,
            () -> UfsFormat.formatFile(image, FormatOptions.smartOs(24576)));
    assertTrue(refused.getMessage().contains("too small"), refused.getMessage());
    assertEquals("old", Files.readString(image));
    assertEquals(List.of(image), list(directory));
  }

  @Test
  void aFileOfMoreThanATebibyteIsRefused() {
    assertThrows(
        FormatRefusedException.class, () -> UfsFormat.plan(FormatOptions.smartOs(1L << 40)));
    assertThrows(
        FormatRefusedException.class,
        () -> UfsFormat.plan(FormatOptions.smartOs(99_999_999_999_999L << 10)));
  }

  @Test
  void aFileThatCannotTakeItsPlaceLeavesNothingBehind(@TempDir Path directory) throws IOException {
    Path taken = Files.createDirectory(directory.resolve("taken"));
    Files.writeString(taken.resolve("inside"), "");
    assertThrows(
        IOException.class, () -> UfsFormat.formatFile(taken, FormatOptions.smartOs(1 << 20)));
    assertEquals(List.of(taken), list(directory));
  }

  @Test
  void anImageOfTwoGibibytesIsReadAgain(@TempDir Path directory) throws IOException {
    Path image = directory.resolve("image");
    Superblock superblock = UfsFormat.formatFile(image, FormatOptions.smartOs(2L << 30));
    assertEquals(2L << 30, Files.size(image));
    try (FileBlockDevice device = FileBlockDevice.open(image)) {
      assertEquals(superblock, ImageFormat.readSuperblock(device));
    }
  }

  @Test
  void aBigEndianImageHasTheSameNumbers() throws IOException {
    FormatOptions options = FormatOptions.smartOs(3000000);
    Superblock little = UfsFormat.superblock(options);
    MemoryBlockDevice device = MemoryBlockDevice.ofSize(3000000);
    UfsFormat.format(device, options.withByteOrder(ByteOrder.BIG_ENDIAN));
    Superblock big = ImageFormat.readSuperblock(device);
    assertEquals(ByteOrder.BIG_ENDIAN, big.byteOrder());
    for (SuperblockField field : SuperblockField.values()) {
      if (field != SuperblockField.QBMASK && field != SuperblockField.QFMASK) {
        assertEquals(little.get(field), big.get(field), field.fieldName());
      }
    }
    assertEquals(0xfff, big.get(SuperblockField.QBMASK, 1));
    ByteBuffer bytes = ByteBuffer.allocate(4);
    device.read(Superblock.OFFSET + 1372L, bytes);
    assertEquals(Superblock.MAGIC, bytes.getInt(0));
  }

  @Test
  void manyBytesPerInodeFallBackAsInMkfs() throws IOException {
    FormatOptions options = FormatOptions.smartOs(8 << 20);
    assertEquals(
        UfsFormat.plan(options.withBytesPerInode(2048)),
        UfsFormat.plan(options.withBytesPerInode((2 << 20) + 1)));
  }

  @Test
  void aDeviceOfAnotherLengthIsAMistake() {
    assertThrows(
        IllegalArgumentException.class,
        () -> UfsFormat.format(MemoryBlockDevice.ofSize(1 << 20), FormatOptions.smartOs(2 << 20)));
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}

package org.bootarchive.ufs.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockDeviceTest {
  private static final byte[] CONTENT = {10, 11, 12, 13, 14, 15, 16, 17};

  private enum Kind {
    MEMORY,
    FILE
  }

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = Files.write(folder.resolve("device"), CONTENT);
  }

  private WritableBlockDevice open(Kind kind) throws IOException {
    return switch (kind) {
      case MEMORY -> MemoryBlockDevice.of(CONTENT.clone());
      case FILE -> FileBlockDevice.openWritable(file);
    };
  }

  @ParameterizedTest
  @EnumSource
  void readsByPositionUpToTheVeryEnd(Kind kind) throws IOException {
    try (BlockDevice device = open(kind)) {
      ByteBuffer buffer = ByteBuffer.allocate(4);
      device.read(4, buffer);
      assertArrayEquals(new byte[] {14, 15, 16, 17}, buffer.array());
      device.read(8, ByteBuffer.allocate(0));
      assertEquals(8, device.size());
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingBeyondTheEndIsReadOrWritten(Kind kind) throws IOException {
    try (WritableBlockDevice device = open(kind)) {
      for (long offset : new long[] {5, 8, 9, Long.MAX_VALUE}) {
        assertThrows(EOFException.class, () -> device.read(offset, ByteBuffer.allocate(4)));
        assertThrows(EOFException.class, () -> device.write(offset, ByteBuffer.allocate(4)));
      }
      ByteBuffer all = ByteBuffer.allocate(8);
      device.read(0, all);
      assertArrayEquals(CONTENT, all.array());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsRead(Kind kind) throws IOException {
    try (WritableBlockDevice device = open(kind)) {
      device.write(2, ByteBuffer.wrap(new byte[] {1, 2}));
      device.force();
      ByteBuffer all = ByteBuffer.allocate(8);
      device.read(0, all);
      assertArrayEquals(new byte[] {10, 11, 1, 2, 14, 15, 16, 17}, all.array());
    }
  }

  @Test
  void aFileOpenedToReadIsNotWritten() throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(file)) {
      assertThrows(
          NonWritableChannelException.class, () -> device.write(0, ByteBuffer.allocate(1)));
    }
    assertArrayEquals(CONTENT, Files.readAllBytes(file));
  }
}

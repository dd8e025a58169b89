package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.text.FileName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FileContentDeviceTest {
  private static final int SIZE = 300_123;

  private final byte[] expected = new byte[SIZE];
  private FileContentDevice device;

  /** Makes a file of several extents, with a hole in the middle. */
  @BeforeEach
  void writeFile() throws IOException {
    WritableVolume volume =
        WritableVolume.open(
            MemoryBlockDevice.of(Fixtures.image("empty-4m.img")),
            WriteOptions.at(Instant.ofEpochSecond(1)));
    long file = volume.createFile(Inode.ROOT, FileName.of("file"), new NewFile(0644, 0, 0));
    byte[] part = new byte[100_000];
    new Random(1).nextBytes(part);
    volume.write(file, 0, ByteBuffer.wrap(part));
    System.arraycopy(part, 0, expected, 0, part.length);
    volume.extendWithHole(file, 200_000);
    volume.write(file, 200_000, ByteBuffer.wrap(part));
    System.arraycopy(part, 0, expected, 200_000, part.length);
    volume.truncate(file, SIZE);
    device = FileContentDevice.of(volume.content(file));
  }

  @Test
  void anyBytesAreReadAndTransferred() throws IOException {
    assertEquals(SIZE, device.size());
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(SIZE + 1);
      int end = from + random.nextInt(SIZE + 1 - from);
      byte[] wanted = Arrays.copyOfRange(expected, from, end);
      byte[] read = new byte[end - from];
      device.read(from, ByteBuffer.wrap(read));
      assertArrayEquals(wanted, read);
      ByteArrayOutputStream transferred = new ByteArrayOutputStream();
      device.transferTo(from, end - from, Channels.newChannel(transferred));
      assertArrayEquals(wanted, transferred.toByteArray());
    }
  }

  @Test
  void theFilesEndIsTheDevices() {
    assertThrows(EOFException.class, () -> device.read(SIZE - 1, ByteBuffer.allocate(2)));
    assertThrows(EOFException.class, () -> device.read(Long.MAX_VALUE, ByteBuffer.allocate(2)));
    assertThrows(
        EOFException.class,
        () -> device.transferTo(1, SIZE, Channels.newChannel(new ByteArrayOutputStream())));
    assertThrows(IllegalArgumentException.class, () -> device.read(-1, ByteBuffer.allocate(2)));
  }
}

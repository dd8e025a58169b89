package org.bootarchive.archive.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutDeviceTest {
  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  /** Two contents in three places, one ending before its place does. */
  private static ImageLayout layout() {
    Content first = BytesContent.of(bytes(2500));
    Content second = BytesContent.of(bytes(1024));
    return ImageLayout.of(
        MemoryBlockDevice.of(bytes(10_000)),
        List.of(
            new Placement(0, 1024, second, 0),
            new Placement(4096, 1024, first, 0),
            new Placement(5120, 2048, first, 1024)));
  }

  @Test
  void anyBytesAreThoseThatAreWritten() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    var unused = ImageWriter.write(layout(), Channels.newChannel(written), bytes -> {});
    LayoutDevice device = LayoutDevice.of(layout());
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      int from = random.nextInt(10_001);
      int end = from + random.nextInt(10_001 - from);
      byte[] read = new byte[end - from];
      device.read(from, ByteBuffer.wrap(read));
      assertArrayEquals(Arrays.copyOfRange(written.toByteArray(), from, end), read);
    }
    assertThrows(EOFException.class, () -> device.read(9_999, ByteBuffer.allocate(2)));
  }

  @Test
  void aContentThatGrewIsRefusedAtItsEnd(@TempDir Path dir) throws IOException {
    Path file = Files.write(dir.resolve("file"), bytes(700));
    LayoutDevice device =
        LayoutDevice.of(
            ImageLayout.of(
                MemoryBlockDevice.ofSize(4096),
                List.of(new Placement(1024, 1024, FileContent.ofWhole(file, 600), 0))));
    device.read(1024, ByteBuffer.allocate(100));
    assertThrows(ChangedSourceException.class, () -> device.read(1024, ByteBuffer.allocate(1024)));
  }
}

package org.bootarchive.lofi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;

/** Images to compress, and files in memory to compress them to. */
final class Samples {
  private Samples() {}

  /** Sectors that compress well, sectors that do not, and empty ones, in a random order. */
  static byte[] image(int sectors, long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    byte[] sector = new byte[512];
    int kind = 0;
    for (int i = 0; i < sectors; i++) {
      if (random.nextInt(8) == 0) {
        kind = random.nextInt(3);
      }
      random.nextBytes(sector);
      for (int at = 0; kind != 2 && at < sector.length; at++) {
        sector[at] = (byte) (kind == 0 ? 0 : 'a' + sector[at] % 4);
      }
      image.writeBytes(sector);
    }
    return image.toByteArray();
  }

  /** What is written to a channel: a file that exists for as long as it takes. */
  interface Writing {
    void to(SeekableByteChannel channel) throws IOException;
  }

  static byte[] written(Writing writing) throws IOException {
    Path file = Files.createTempFile("lofi", null);
    try {
      try (SeekableByteChannel channel =
          Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        writing.to(channel);
      }
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  static byte[] compressed(byte[] image, LofiOptions options) throws IOException {
    return written(
        channel ->
            LofiCompression.compress(MemoryBlockDevice.of(image), channel, options, bytes -> {}));
  }

  static byte[] whole(BlockDevice device) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) device.size());
    device.read(0, buffer);
    return buffer.array();
  }

  static byte[] uncompressed(byte[] file) throws IOException {
    try (LofiDevice device = LofiDevice.open(MemoryBlockDevice.of(file))) {
      return whole(device);
    }
  }
}

package org.bootarchive.archive.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ImageWriterTest {

  @Test
  void whatIsWrittenIsHashedAndToldInOrder() throws IOException {
    // Around the size of one buffer, and more than all of them hold.
    for (int size : new int[] {1, 4096, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 20_000_003}) {
      byte[] bytes = bytes(size);
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      List<Long> told = new ArrayList<>();
      ArchiveHash hash =
          ImageWriter.write(layout(bytes), new Dribbling(Channels.newChannel(written)), told::add);
      assertArrayEquals(bytes, written.toByteArray());
      assertEquals(reference(bytes), hash);
      assertEquals(told.stream().sorted().toList(), told);
      assertEquals(size, told.get(told.size() - 1));
    }
  }

  @Test
  void aTargetThatFailsInTheMiddleEndsReadingAndHashing() {
    IOException full = new IOException("no space left");
    WritableByteChannel target =
        new Dribbling(Channels.newChannel(new ByteArrayOutputStream())) {
          private int taken;

          @Override
          public int write(ByteBuffer source) throws IOException {
            taken += super.write(source);
            if (taken > 3_000_000) {
              throw full;
            }
            return 0;
          }
        };
    assertEquals(
        full,
        assertThrows(
            IOException.class,
            () -> ImageWriter.write(layout(bytes(20_000_000)), target, done -> {})));
  }

  private static ImageLayout layout(byte[] bytes) {
    return ImageLayout.of(MemoryBlockDevice.of(bytes), List.of());
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static ArchiveHash reference(byte[] bytes) {
    SHA1Digest digest = new SHA1Digest();
    digest.update(bytes, 0, bytes.length);
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return ArchiveHash.ofDigest(result);
  }

  /** Takes a part of each buffer only, as a channel may. */
  private static class Dribbling implements WritableByteChannel {
    private final WritableByteChannel target;

    Dribbling(WritableByteChannel target) {
      this.target = target;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      ByteBuffer part = source.slice();
      part.limit(Math.min(part.remaining(), 333_333));
      int count = target.write(part);
      source.position(source.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return target.isOpen();
    }

    @Override
    public void close() throws IOException {
      target.close();
    }
  }
}

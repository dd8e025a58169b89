package org.bootarchive.boot.vfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Reading, passing over and writing out deliver one and the same sequence of bytes. */
class ChunkStreamTest {
  @Property(tries = 200)
  void everyWayOfReadingGoesOnWhereTheLastOneEnded(
      @ForAll @IntRange(max = 40_000) int size,
      @ForAll @IntRange(max = 20_000) int read,
      @ForAll @IntRange(max = 20_000) int skipped)
      throws IOException {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    for (ChunkStream stream : new ChunkStream[] {ofSize(content), ofNoSize(content)}) {
      int start = Math.min(size, read);
      assertArrayEquals(Arrays.copyOf(content, start), stream.readNBytes(read));
      int at = start;
      for (long step = 1; step > 0; at += (int) step) {
        step = stream.skip(start + skipped - at);
      }
      assertEquals(Math.min(size, start + skipped), at);
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      assertEquals(size - at, stream.transferTo(rest));
      assertArrayEquals(Arrays.copyOfRange(content, at, size), rest.toByteArray());
      assertEquals(-1, stream.read());
      assertEquals(0, stream.skip(1));
    }
  }

  private static ChunkStream ofSize(byte[] content) {
    ByteArrayInputStream source = new ByteArrayInputStream(content);
    return new ChunkStream(content.length) {
      @Override
      int fill(byte[] buffer) {
        return source.readNBytes(buffer, 0, buffer.length);
      }
    };
  }

  private static ChunkStream ofNoSize(byte[] content) {
    ByteArrayInputStream source = new ByteArrayInputStream(content);
    return new ChunkStream() {
      @Override
      int fill(byte[] buffer) {
        return source.readNBytes(buffer, 0, buffer.length);
      }
    };
  }
}

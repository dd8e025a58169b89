package org.bootarchive.gzip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelGzipTest {
  private static byte[] gzip(byte[] bytes, int piece) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ParallelGzip gzip = new ParallelGzip(out)) {
      for (int at = 0; at < bytes.length; at += piece) {
        gzip.write(bytes, at, Math.min(piece, bytes.length - at));
      }
      gzip.finish();
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 5 << 20})
  void anyReaderOfGzipReadsItBack(int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    for (int i = 0; i < length; i += 3) {
      bytes[i] = 'x';
    }
    byte[] compressed = gzip(bytes, 100_000);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      assertArrayEquals(bytes, in.readAllBytes());
    }
    assertArrayEquals(compressed, gzip(bytes, 65_537));
  }

  @Test
  void theHeaderTellsNoTime() throws IOException {
    byte[] compressed = gzip(new byte[10], 10);
    for (int i = 4; i < 8; i++) {
      assertEquals(0, compressed[i]);
    }
  }
}

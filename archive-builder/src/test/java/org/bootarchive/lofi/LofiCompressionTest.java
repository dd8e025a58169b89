package org.bootarchive.lofi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LofiCompressionTest {
  @TempDir private Path folder;

  @Property(tries = 60)
  void whatIsCompressedReadsBack(
      @ForAll LofiAlgorithm algorithm,
      @ForAll @IntRange(min = 9, max = 20) int segmentShift,
      @ForAll @IntRange(min = 1, max = 400) int sectors,
      @ForAll long seed)
      throws IOException {
    byte[] image = Samples.image(sectors, seed);
    LofiOptions options = new LofiOptions(algorithm, 1 << segmentShift);
    byte[] file = Samples.compressed(image, options);
    assertEquals(0, file.length % 512);
    try (LofiDevice device = LofiDevice.open(MemoryBlockDevice.of(file))) {
      LofiHeader header = device.header();
      assertEquals(algorithm, header.algorithm());
      assertEquals(options.segmentBytes(), header.segmentBytes());
      assertArrayEquals(image, Samples.whole(device));
      assertObservesTheStoreRule(file, header);
    }
  }

  private static void assertObservesTheStoreRule(byte[] file, LofiHeader header) {
    for (int segment = 0; segment < header.segments(); segment++) {
      long payload = header.storedBytes(segment) - 1;
      int length = header.bytesOf(segment);
      if (file[(int) header.start(segment)] == 0) {
        assertEquals(length, payload);
      } else {
        assertTrue(payload <= header.segmentBytes() - 2048, "gains 2048 bytes");
        assertTrue(payload < length, "gains something");
      }
    }
  }

  @Property(tries = 20)
  void theNumberOfThreadsDoesNotShow(
      @ForAll LofiAlgorithm algorithm,
      @ForAll @IntRange(min = 9, max = 16) int segmentShift,
      @ForAll @IntRange(min = 1, max = 2000) int sectors,
      @ForAll long seed)
      throws IOException {
    MemoryBlockDevice image = MemoryBlockDevice.of(Samples.image(sectors, seed));
    LofiOptions options = new LofiOptions(algorithm, 1 << segmentShift);
    List<byte[]> files = new ArrayList<>();
    for (int threads : new int[] {1, 2, 7}) {
      files.add(
          Samples.written(
              channel ->
                  new LofiWriter(image, options, null, segment -> true, bytes -> {})
                      .write(channel, threads)));
    }
    assertArrayEquals(files.get(0), files.get(1));
    assertArrayEquals(files.get(0), files.get(2));
  }

  @Test
  void theResultCountsTheSegmentsAndProgressTheBytes() throws IOException {
    byte[] image = new byte[3 * 8192 + 512];
    new Random(1).nextBytes(image);
    Arrays.fill(image, 8192, 16384, (byte) 7);
    List<Long> progress = new ArrayList<>();
    Path target = folder.resolve("image.lgz");
    LofiResult result =
        LofiCompression.compress(
            MemoryBlockDevice.of(image),
            target,
            new LofiOptions(LofiAlgorithm.GZIP_9, 8192),
            progress::add);
    assertEquals(Files.size(target), result.fileBytes());
    assertEquals(3, result.storedSegments());
    assertEquals(1, result.compressedSegments());
    assertEquals(0, result.copiedSegments());
    assertEquals(image.length, progress.get(progress.size() - 1));
    assertEquals(LofiHeader.read(device(target)), result.header());
  }

  private static MemoryBlockDevice device(Path file) throws IOException {
    return MemoryBlockDevice.of(Files.readAllBytes(file));
  }

  @Test
  void aShortTailThatDoesNotCompressIsStored() throws IOException {
    byte[] image = new byte[150016];
    new Random(2).nextBytes(image);
    byte[] file = Samples.compressed(image, new LofiOptions(LofiAlgorithm.GZIP, 1 << 20));
    LofiHeader header = LofiHeader.read(MemoryBlockDevice.of(file));
    assertEquals(image.length + 1, header.storedBytes(0));
    assertEquals(0, file[(int) header.start(0)]);
  }

  @Test
  void theFileStartsWhereTheChannelStands() throws IOException {
    byte[] image = Samples.image(100, 3);
    byte[] alone = Samples.compressed(image, LofiOptions.DEFAULTS);
    byte[] behind =
        Samples.written(
            channel -> {
              channel.write(ByteBuffer.wrap("before".getBytes(UTF_8)));
              LofiCompression.compress(
                  MemoryBlockDevice.of(image), channel, LofiOptions.DEFAULTS, bytes -> {});
              channel.write(ByteBuffer.wrap("after".getBytes(UTF_8)));
            });
    assertEquals(6 + alone.length + 5, behind.length);
    assertArrayEquals(alone, Arrays.copyOfRange(behind, 6, 6 + alone.length));
  }

  @Test
  void lengthsThatTheKernelRefusesAreRefused() {
    for (int length : new int[] {0, 1, 511, 513, 100000}) {
      Path target = folder.resolve("refused");
      LofiLengthException refusal =
          assertThrows(
              LofiLengthException.class,
              () ->
                  LofiCompression.compress(
                      MemoryBlockDevice.ofSize(length), target, LofiOptions.DEFAULTS, bytes -> {}));
      assertTrue(refusal.getMessage().contains("multiple of 512"));
      assertFalse(Files.exists(target));
    }
  }

  @Test
  void segmentSizesThatTheKernelRefusesAreRefused() {
    for (int size : new int[] {Integer.MIN_VALUE, 0, 256, 513, 1 << 27}) {
      assertThrows(IllegalArgumentException.class, () -> new LofiOptions(LofiAlgorithm.GZIP, size));
    }
  }
}

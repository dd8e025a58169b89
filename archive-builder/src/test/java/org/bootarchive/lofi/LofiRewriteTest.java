package org.bootarchive.lofi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.collect.Range;
import com.google.common.collect.TreeRangeSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LofiRewriteTest {
  @TempDir private Path folder;

  @Property(tries = 60)
  void aRewriteIsWhatCompressingAnewGives(
      @ForAll LofiAlgorithm algorithm,
      @ForAll @IntRange(min = 9, max = 17) int segmentShift,
      @ForAll @IntRange(min = 1, max = 600) int sectors,
      @ForAll @IntRange(min = 0, max = 12) int changes,
      @ForAll long seed)
      throws IOException {
    byte[] before = Samples.image(sectors, seed);
    byte[] after = before.clone();
    TreeRangeSet<Long> changed = TreeRangeSet.create();
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      int from = random.nextInt(after.length);
      int to = from + random.nextInt(Math.min(5000, after.length - from)) + 1;
      Arrays.fill(after, from, to, (byte) random.nextInt());
      changed.add(Range.closedOpen((long) from, (long) to));
    }
    LofiOptions options = new LofiOptions(algorithm, 1 << segmentShift);
    byte[] older = Samples.compressed(before, options);
    try (LofiDevice device = LofiDevice.open(MemoryBlockDevice.of(older))) {
      LofiRewrite rewrite = LofiRewrite.ofRanges(device, MemoryBlockDevice.of(after), changed);
      byte[] rewritten = Samples.written(channel -> rewrite.write(channel, bytes -> {}));
      assertArrayEquals(Samples.compressed(after, options), rewritten);
    }
  }

  @Test
  void whatIsStoredOfUnchangedSegmentsIsCopiedAsItIs() throws IOException {
    // Written by lofiadm: its last segment is "compressed" to more than it was.
    Path file = Vectors.FOLDER.resolve("mixed-gzip6-8k.lofi");
    try (LofiDevice older = LofiDevice.open(file)) {
      LofiHeader header = older.header();
      int segments = header.segments();
      byte[] image = Samples.whole(older);
      image[8192 * 3] ^= 1;
      Path target = folder.resolve("new.lofi");
      LofiResult result =
          LofiRewrite.ofSegments(older, MemoryBlockDevice.of(image), segment -> segment == 3)
              .write(target, bytes -> {});
      assertEquals(segments - 1, result.copiedSegments());
      assertEquals(1, result.storedSegments() + result.compressedSegments());
      assertEquals(Files.size(target), result.fileBytes());
      try (LofiDevice newer = LofiDevice.open(target)) {
        assertArrayEquals(image, Samples.whole(newer));
        for (int segment = 0; segment < segments; segment++) {
          if (segment != 3) {
            assertArrayEquals(stored(older, segment), stored(newer, segment));
          }
        }
      }
    }
  }

  private static byte[] stored(LofiDevice device, int segment) throws IOException {
    LofiHeader header = device.header();
    return LofiDeviceTest.read(
        device.compressed(), header.start(segment), (int) header.storedBytes(segment));
  }

  @Test
  void nothingChangedGivesTheSameFile() throws IOException {
    for (Vectors.Line line : Vectors.good().toList()) {
      byte[] file = Files.readAllBytes(line.file());
      try (LofiDevice older = LofiDevice.open(line.device())) {
        byte[] copy =
            Samples.written(
                channel ->
                    LofiRewrite.ofSegments(older, older, segment -> false)
                        .write(channel, bytes -> {}));
        assertArrayEquals(file, copy, line.toString());
      }
    }
  }

  @Test
  void anImageOfAnotherLengthIsRefused() throws IOException {
    try (LofiDevice older = LofiDevice.open(Vectors.FOLDER.resolve("zero-gzip-1m.lofi"))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> LofiRewrite.ofSegments(older, MemoryBlockDevice.ofSize(512), segment -> true));
    }
  }
}

package org.bootarchive.ufs.internal.device;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.Test;

class CopyOnWriteBlockDeviceTest {
  private static final int SIZE = 20_000;

  /** Bytes that are written, and whether they are read back then. */
  record Write(int offset, int bytes, int value) {}

  @Property
  void readsWhatWasWrittenAndLeavesTheBase(@ForAll("writes") List<Write> writes)
      throws IOException {
    byte[] base = new byte[SIZE];
    new Random(1).nextBytes(base);
    byte[] before = base.clone();
    byte[] expected = base.clone();
    try (CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(MemoryBlockDevice.of(base))) {
      for (Write write : writes) {
        byte[] bytes = new byte[Math.min(write.bytes, SIZE - write.offset)];
        java.util.Arrays.fill(bytes, (byte) write.value);
        device.write(write.offset, ByteBuffer.wrap(bytes));
        System.arraycopy(bytes, 0, expected, write.offset, bytes.length);
        ByteBuffer part = ByteBuffer.allocate(Math.min(9000, SIZE - write.offset / 2));
        device.read(write.offset / 2, part);
        assertEquals(ByteBuffer.wrap(expected, write.offset / 2, part.capacity()), part.rewind());
      }
      byte[] found = new byte[SIZE];
      device.read(0, ByteBuffer.wrap(found));
      assertArrayEquals(expected, found);
      assertArrayEquals(before, base);
      ImmutableRangeSet<Long> changed = device.changedRanges();
      for (int i = 0; i < SIZE; i++) {
        assertTrue(expected[i] == before[i] || changed.contains((long) i));
      }
    }
  }

  @Property(tries = 30)
  void farApartPagesAreReadTogetherWithWhatIsBetween(
      @ForAll @Size(max = 6) List<@IntRange(max = 5_000_000) Integer> offsets) throws IOException {
    byte[] expected = new byte[5_000_001];
    new Random(2).nextBytes(expected);
    try (CopyOnWriteBlockDevice device =
        CopyOnWriteBlockDevice.over(MemoryBlockDevice.of(expected.clone()))) {
      for (int offset : offsets) {
        device.write(offset, ByteBuffer.wrap(new byte[1]));
        expected[offset] = 0;
      }
      byte[] found = new byte[expected.length];
      device.read(0, ByteBuffer.wrap(found));
      assertArrayEquals(expected, found);
      for (int offset : offsets) {
        assertTrue(device.changedRanges().contains((long) offset));
      }
    }
  }

  @Provide
  Arbitrary<List<Write>> writes() {
    return Combinators.combine(
            Arbitraries.integers().between(0, SIZE - 1),
            Arbitraries.integers().between(0, 9000),
            Arbitraries.integers().between(0, 255))
        .as(Write::new)
        .list()
        .ofMaxSize(12);
  }

  @Test
  void changedRangesAreWholePagesJoined() throws IOException {
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(MemoryBlockDevice.ofSize(SIZE));
    assertTrue(device.changedRanges().isEmpty());
    device.write(4095, ByteBuffer.allocate(2));
    device.write(SIZE - 1, ByteBuffer.allocate(1));
    assertEquals(
        ImmutableRangeSet.<Long>builder()
            .add(Range.closedOpen(0L, 8192L))
            .add(Range.closedOpen(16_384L, (long) SIZE))
            .build(),
        device.changedRanges());
  }

  @Test
  void nothingBeyondTheEndIsWritten() {
    CopyOnWriteBlockDevice device = CopyOnWriteBlockDevice.over(MemoryBlockDevice.ofSize(SIZE));
    assertThrows(EOFException.class, () -> device.write(SIZE - 1, ByteBuffer.allocate(2)));
    assertTrue(device.changedRanges().isEmpty());
  }
}

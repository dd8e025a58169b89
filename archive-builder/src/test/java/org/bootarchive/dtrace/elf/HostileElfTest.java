package org.bootarchive.dtrace.elf;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bootarchive.testing.ElfModule;
import org.junit.jupiter.api.Test;

/** Damaged files end in {@link ElfFormatException}, or are read as something, and soon. */
class HostileElfTest {
  private static byte[] sample() {
    return new ElfModule()
        .function("a", ElfModule.framed())
        .functionWithProbe("b", "__proc_exec")
        .needs("fs/specfs")
        .bytes();
  }

  private static void readOrRefuse(byte[] content) {
    try {
      KernelModule.read("m", content);
    } catch (ElfFormatException e) {
      // Refused is fine.
    }
  }

  @Test
  void everyByteMayBeAnyOfSome() {
    byte[] sample = sample();
    for (int i = 0; i < sample.length; i++) {
      for (int value : new int[] {0, 1, 4, 0x7f, 0x80, 0xff, sample[i] ^ 0x10}) {
        byte[] damaged = sample.clone();
        damaged[i] = (byte) value;
        readOrRefuse(damaged);
      }
    }
  }

  @Test
  void theFileMayEndAnywhere() {
    byte[] sample = sample();
    for (int length = 0; length < sample.length; length++) {
      readOrRefuse(Arrays.copyOf(sample, length));
    }
  }

  @Property(tries = 300)
  void anyWordsAnywhere(
      @ForAll @Size(4) List<@IntRange(max = 600) Integer> places,
      @ForAll @Size(4) List<Long> words) {
    byte[] damaged = sample();
    ByteBuffer buffer = ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < places.size(); i++) {
      buffer.putLong(Math.min(places.get(i), damaged.length - 8), words.get(i));
    }
    readOrRefuse(damaged);
  }

  @Test
  void functionsThatAllOverlapAreRefusedInTime() {
    byte[] nothing = new byte[2 << 20];
    ElfModule module = new ElfModule().function("big", nothing);
    for (int i = 0; i < 20_000; i++) {
      module.function("f" + i);
    }
    byte[] file = module.bytes();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int symbols = 64 + nothing.length;
    for (int i = 1; i <= 20_001; i++) {
      buffer.putLong(symbols + 24 * i + 8, 0).putLong(symbols + 24 * i + 16, nothing.length);
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThrows(ElfFormatException.class, () -> KernelModule.read("m", file)));
  }
}

package org.bootarchive.lofi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LofiDeviceTest {

  @TestFactory
  Stream<DynamicTest> filesOfLofiadmReadBackWhole() throws IOException {
    return Vectors.good()
        .map(line -> DynamicTest.dynamicTest(line.toString(), () -> readsBack(line)));
  }

  private static void readsBack(Vectors.Line line) throws IOException {
    assertTrue(LofiHeader.isLofi(line.device()));
    try (LofiDevice device = LofiDevice.open(line.file())) {
      LofiHeader header = device.header();
      assertEquals(line.get("algorithm"), header.algorithm().text());
      assertEquals(line.number("segment_size"), header.segmentBytes());
      assertEquals(line.number("segments"), header.segments());
      assertEquals(line.number("last_segment_bytes"), header.lastSegmentBytes());
      assertEquals(line.number("uncompressed_bytes"), device.size());
      byte[] transferred = transfer(device, 0, device.size());
      assertEquals(line.get("sha1_of_uncompressed"), Vectors.sha1(transferred));
      assertArrayEquals(transferred, read(device, 0, (int) device.size()));
    }
  }

  @TestFactory
  Stream<DynamicTest> anyRangeIsThatOfTheWhole() throws IOException {
    return Vectors.good()
        .map(line -> DynamicTest.dynamicTest(line.toString(), () -> readsRanges(line)));
  }

  private static void readsRanges(Vectors.Line line) throws IOException {
    try (LofiDevice device = LofiDevice.open(line.device())) {
      byte[] whole = transfer(device, 0, device.size());
      Random random = new Random(1);
      for (int i = 0; i < 100; i++) {
        int from = random.nextInt(whole.length + 1);
        int to = from + random.nextInt(Math.min(whole.length - from, 30000) + 1);
        byte[] expected = Arrays.copyOfRange(whole, from, to);
        assertArrayEquals(expected, read(device, from, to - from));
        assertArrayEquals(expected, transfer(device, from, to - from));
      }
    }
  }

  @Test
  void nothingIsReadBeyondTheEnd() throws IOException {
    Vectors.Line line = Vectors.good().findFirst().orElseThrow();
    try (LofiDevice device = LofiDevice.open(line.device())) {
      long size = device.size();
      device.read(size, ByteBuffer.allocate(0));
      assertThrows(EOFException.class, () -> device.read(size, ByteBuffer.allocate(1)));
      assertThrows(EOFException.class, () -> transfer(device, 1, size));
      assertThrows(IllegalArgumentException.class, () -> device.read(-1, ByteBuffer.allocate(1)));
    }
  }

  @Test
  void manyThreadsReadAtOnce() throws Exception {
    byte[] file = Files.readAllBytes(Vectors.FOLDER.resolve("mixed-gzip6-8k.lofi"));
    try (LofiDevice device = LofiDevice.open(MemoryBlockDevice.of(file))) {
      byte[] whole = transfer(device, 0, device.size());
      Callable<Void> reader =
          () -> {
            Random random = new Random();
            for (int i = 0; i < 300; i++) {
              int from = random.nextInt(whole.length);
              int length = random.nextInt(Math.min(whole.length - from, 20000));
              assertArrayEquals(
                  Arrays.copyOfRange(whole, from, from + length), read(device, from, length));
            }
            return null;
          };
      ExecutorService threads = Executors.newFixedThreadPool(8);
      for (Future<Void> done :
          threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> reader).toList())) {
        done.get();
      }
      threads.shutdown();
    }
  }

  @TestFactory
  Stream<DynamicTest> damageIsNamedAndNeverGivesOtherBytes() throws IOException {
    return Vectors.damaged()
        .map(line -> DynamicTest.dynamicTest(line.toString(), () -> refusesOrReadsRight(line)));
  }

  private static void refusesOrReadsRight(Vectors.Line line) throws IOException {
    String rule = line.get("rule_broken");
    assertEquals(!rule.equals("name"), LofiHeader.isLofi(line.device()));
    if (rule.equals("-") || rule.equals("payload form")) {
      try (LofiDevice device = LofiDevice.open(line.device())) {
        byte[] whole = transfer(device, 0, device.size());
        assertEquals(line.get("sha1_of_what_is_read"), Vectors.sha1(whole));
      }
      return;
    }
    CorruptImageException refusal =
        assertThrows(
            CorruptImageException.class,
            () -> {
              try (LofiDevice device = LofiDevice.open(line.device())) {
                read(device, 0, (int) device.size());
              }
            });
    assertTrue(refusal.reason().startsWith(rule + ": found "), refusal.getMessage());
    assertTrue(refusal.reason().contains("the kernel"), refusal.getMessage());
    assertTrue(refusal.byteOffset() >= 0);
  }

  @Test
  void closingClosesTheCompressedFile() throws IOException {
    Vectors.Line line = Vectors.good().findFirst().orElseThrow();
    boolean[] closed = {false};
    MemoryBlockDevice file = line.device();
    BlockDevice watched =
        new BlockDevice() {
          @Override
          public long size() {
            return file.size();
          }

          @Override
          public void read(long offset, ByteBuffer target) throws IOException {
            file.read(offset, target);
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };
    LofiDevice device = LofiDevice.open(watched);
    assertFalse(closed[0]);
    device.close();
    assertTrue(closed[0]);
  }

  static byte[] read(BlockDevice device, long offset, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    device.read(offset, buffer);
    assertFalse(buffer.hasRemaining());
    return buffer.array();
  }

  static byte[] transfer(BlockDevice device, long offset, long bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    device.transferTo(offset, bytes, Channels.newChannel(out));
    return out.toByteArray();
  }
}

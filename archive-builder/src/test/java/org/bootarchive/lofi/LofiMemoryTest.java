package org.bootarchive.lofi;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.api.Test;

class LofiMemoryTest {
  /** A file of equal segments that are stored, all zeros; tells when it is read. */
  private record Zeros(MemoryBlockDevice header, long size, Runnable onRead)
      implements BlockDevice {
    static Zeros of(int segmentBytes, int segments, Runnable onRead) {
      ByteBuffer header = ByteBuffer.allocate(48 + 8 * (segments + 1));
      header.put("gzip".getBytes(US_ASCII)).position(36);
      header.putInt(segmentBytes).putInt(segments + 1).putInt(segmentBytes);
      for (int i = 0; i <= segments; i++) {
        header.putLong((long) i * (1 + segmentBytes));
      }
      long end = header.capacity() + (long) segments * (1 + segmentBytes);
      return new Zeros(MemoryBlockDevice.of(header.array()), (end + 511) / 512 * 512, onRead);
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      onRead.run();
      int inHeader = (int) Math.max(0, Math.min(target.remaining(), header.size() - offset));
      if (inHeader > 0) {
        header.read(offset, target.slice().limit(inHeader));
        target.position(target.position() + inHeader);
      }
      target.put(new byte[target.remaining()]);
    }

    @Override
    public void close() {}
  }

  @Test
  void anImageLargerThanTheHeapIsReadThrough() throws IOException {
    int segmentBytes = 1 << 18;
    int segments = (int) ((Runtime.getRuntime().maxMemory() + (64 << 20)) / segmentBytes);
    try (LofiDevice device = LofiDevice.open(Zeros.of(segmentBytes, segments, () -> {}))) {
      ByteBuffer one = ByteBuffer.allocate(1);
      for (long offset = 0; offset < device.size(); offset += segmentBytes) {
        device.read(offset, one.clear());
        assertEquals(0, one.get(0));
      }
    }
  }

  @Test
  void transfersUseTheSameRoomAgain() throws IOException {
    int segmentBytes = 1 << 17;
    WritableByteChannel nowhere = Channels.newChannel(OutputStream.nullOutputStream());
    FreeRuns free = new FreeRuns(segmentBytes);
    FreeRuns.Run run = free.take();
    free.give(run);
    assertSame(run, free.take());
    for (int i = 0; i < 200; i++) {
      free.give(new FreeRuns.Run(segmentBytes));
    }
    assertEquals(8 << 20, free.keptBytes());
    try (LofiDevice device = LofiDevice.open(Zeros.of(segmentBytes, 8, () -> {}))) {
      for (int i = 0; i < 20; i++) {
        device.transferTo(0, device.size(), nowhere);
      }
    }
  }

  @Test
  void smallReadsOfOneSegmentDecompressItOnce() throws IOException {
    int[] reads = {0};
    try (LofiDevice device = LofiDevice.open(Zeros.of(1 << 26, 2, () -> reads[0]++))) {
      int before = reads[0];
      for (int i = 0; i < 1000; i++) {
        device.read(i * 1000L, ByteBuffer.allocate(1000));
      }
      assertEquals(before + 1, reads[0]);
    }
  }

  @Test
  void readersOfDifferentSegmentsDoNotWaitForEachOther() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    boolean[] opened = {false};
    BlockDevice meeting =
        Zeros.of(
            1 << 21,
            2,
            () -> {
              if (opened[0]) {
                both.countDown();
                try {
                  assertTrue(both.await(30, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
            });
    try (LofiDevice device = LofiDevice.open(meeting)) {
      opened[0] = true;
      ExecutorService threads = Executors.newFixedThreadPool(2);
      Future<?> first = threads.submit(() -> readByte(device, 0));
      Future<?> second = threads.submit(() -> readByte(device, 1 << 21));
      first.get();
      second.get();
      threads.shutdown();
    }
  }

  private static byte readByte(LofiDevice device, long offset) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    device.read(offset, one);
    return one.get(0);
  }
}

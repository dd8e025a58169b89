package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UfsCheckTest {
  private static final byte[] IMAGE = TestImages.vector("clean-01");

  /** Fails in one thread while others are slow to read. */
  private static final class FailingDevice implements BlockDevice {
    private final BlockDevice device = MemoryBlockDevice.of(IMAGE);
    private final Thread main = Thread.currentThread();
    private final CountDownLatch workerReads = new CountDownLatch(1);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final boolean workerFails;
    private final Throwable failure;

    /** The first read of a worker fails, or the first of the main line while a worker reads. */
    FailingDevice(boolean workerFails, Throwable failure) {
      this.workerFails = workerFails;
      this.failure = failure;
    }

    @Override
    public long size() {
      return device.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      begun.incrementAndGet();
      try {
        if (Thread.currentThread() != main) {
          workerReads.countDown();
          failIf(workerFails);
          Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(50));
        } else if (!workerFails && workersAreStarted()) {
          assertTrue(Uninterruptibles.awaitUninterruptibly(workerReads, Duration.ofSeconds(30)));
          failIf(true);
        }
        device.read(offset, target);
      } finally {
        ended.incrementAndGet();
      }
    }

    private static boolean workersAreStarted() {
      return Thread.getAllStackTraces().keySet().stream()
          .anyMatch(thread -> thread.getName().equals("ufs-check"));
    }

    private void failIf(boolean condition) throws IOException {
      if (condition) {
        Throwables.throwIfInstanceOf(failure, IOException.class);
        Throwables.throwIfUnchecked(failure);
      }
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("test"), new IllegalStateException("test"), new OutOfMemoryError("test"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void nothingIsReadAnyMoreWhenTheMainLineHasFailed(Throwable failure) {
    assertEndsWith(failure, new FailingDevice(false, failure));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void nothingIsReadAnyMoreWhenAWorkerHasFailed(Throwable failure) {
    assertEndsWith(failure, new FailingDevice(true, failure));
  }

  private static void assertEndsWith(Throwable failure, FailingDevice device) {
    assertSame(failure, assertThrows(Throwable.class, () -> UfsCheck.check(device)));
    int ended = device.ended.get();
    assertEquals(device.begun.get(), ended);
    Uninterruptibles.sleepUninterruptibly(Duration.ofMillis(200));
    assertEquals(ended, device.begun.get());
  }
}

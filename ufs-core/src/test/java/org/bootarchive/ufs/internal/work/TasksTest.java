package org.bootarchive.ufs.internal.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TasksTest {

  @Test
  void whateverIsThrownReachesWhoWaitsAsItIs() {
    for (Throwable thrown :
        List.of(
            new IOException("unreadable"),
            new IllegalArgumentException("a fault"),
            new OutOfMemoryError("made up"),
            new StackOverflowError("made up"))) {
      try (Tasks tasks = Tasks.of("test", 1)) {
        Task<?> task = tasks.startAction(() -> TasksTest.<IOException>throwAnything(thrown));
        assertSame(thrown, assertThrows(Throwable.class, task::await));
        assertSame(thrown, assertThrows(Throwable.class, task::awaitUninterruptibly));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwAnything(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  void theFirstFailureEndsTheOthersAndIsWhatTheyEndWith() throws IOException {
    IOException failure = new IOException("first");
    try (Tasks tasks = Tasks.of("test", 2)) {
      Task<?> patient =
          tasks.startAction(
              () -> {
                while (true) {
                  tasks.checkNotCancelled();
                  Thread.onSpinWait();
                }
              });
      Task<?> failing =
          tasks.startAction(
              () -> {
                throw failure;
              });
      assertSame(failure, assertThrows(IOException.class, patient::await));
      assertSame(failure, assertThrows(IOException.class, failing::await));
      Task<?> late = tasks.startAction(() -> {});
      assertSame(failure, assertThrows(IOException.class, late::await));
    }
  }

  @Test
  void closingEndsWhatRunsAndReturnsWhenNothingDoes() throws InterruptedException {
    AtomicBoolean running = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger begunLater = new AtomicInteger();
    List<Task<?>> later = new ArrayList<>();
    try (Tasks tasks = Tasks.of("test", 1)) {
      tasks.startAction(
          () -> {
            running.set(true);
            begun.countDown();
            while (!tasks.isCancelled()) {
              Thread.onSpinWait();
            }
            running.set(false);
          });
      for (int i = 0; i < 100; i++) {
        later.add(tasks.startAction(begunLater::incrementAndGet));
      }
      begun.await();
    }
    assertFalse(running.get());
    assertEquals(0, begunLater.get());
    assertThrows(CancellationException.class, () -> later.get(99).await());
  }

  @Test
  void anInterruptEndsTheWaitingAndStaysSet() {
    try (Tasks tasks = Tasks.of("test", 1)) {
      Task<?> endless =
          tasks.startAction(
              () -> {
                while (!tasks.isCancelled()) {
                  Thread.onSpinWait();
                }
              });
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, endless::await);
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void resultsComeInTheOrderInWhichTheWorkWasGiven() throws IOException {
    List<Integer> results = new ArrayList<>();
    try (OrderedTasks<Integer> tasks = OrderedTasks.of("test", 3, 7)) {
      for (int i = 0; i < 100; i++) {
        while (!tasks.wantsMore()) {
          results.add(tasks.take());
        }
        int number = i;
        tasks.add(
            () -> {
              for (int spin = 0; spin < (number * 7919) % 1000; spin++) {
                Thread.onSpinWait();
              }
              return number;
            });
      }
      while (!tasks.isEmpty()) {
        results.add(tasks.take());
      }
    }
    for (int i = 0; i < 100; i++) {
      assertEquals(i, results.get(i));
    }
  }

  @Test
  void buffersComeFilledInOrderUpToTheEnd() throws IOException {
    for (int size : new int[] {0, 1, 9, 10, 11, 100, 1234}) {
      AtomicInteger next = new AtomicInteger();
      List<ByteBuffer> buffers = List.of(ByteBuffer.allocate(10), ByteBuffer.allocateDirect(10));
      int seen = 0;
      try (FilledBuffers filled =
          FilledBuffers.start(
              "test",
              buffers,
              target -> {
                while (target.hasRemaining() && next.get() < size) {
                  target.put((byte) next.getAndIncrement());
                }
              })) {
        for (ByteBuffer full = filled.next(); full.hasRemaining(); full = filled.next()) {
          while (full.hasRemaining()) {
            assertEquals((byte) seen++, full.get());
          }
        }
        assertFalse(filled.next().hasRemaining());
      }
      assertEquals(size, seen);
    }
  }

  @Test
  void aFailureOfTheFillerComesAfterWhatItFilled() throws IOException {
    OutOfMemoryError lack = new OutOfMemoryError("made up");
    AtomicInteger calls = new AtomicInteger();
    try (FilledBuffers filled =
        FilledBuffers.start(
            "test",
            List.of(ByteBuffer.allocate(10)),
            target -> {
              if (calls.getAndIncrement() == 2) {
                throw lack;
              }
              target.position(target.limit());
            })) {
      assertEquals(10, filled.next().remaining());
      assertEquals(10, filled.next().remaining());
      assertSame(lack, assertThrows(OutOfMemoryError.class, filled::next));
      assertSame(lack, assertThrows(OutOfMemoryError.class, filled::next));
    }
  }

  @Test
  void buffersThatNobodyTakesDoNotKeepTheFillerAlive() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    FilledBuffers filled =
        FilledBuffers.start(
            "test",
            List.of(ByteBuffer.allocate(10), ByteBuffer.allocate(10)),
            target -> {
              calls.incrementAndGet();
              target.position(target.limit());
            });
    filled.next();
    filled.close();
    int then = calls.get();
    assertTrue(then <= 2, then + " fillings");
  }
}

package org.bootarchive.ufs.internal.work;

import static java.util.Collections.synchronizedList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FilledBuffersTest {
  private static final int BYTES = 8;

  @Test
  void allBytesComeInOrderAndAreLookedAtBefore() throws IOException {
    for (int count : new int[] {0, 1, 8, 9, 79, 80, 1000}) {
      List<Integer> looked = synchronizedList(new ArrayList<>());
      List<Integer> got = new ArrayList<>();
      try (FilledBuffers filled =
          FilledBuffers.start("test", buffers(3), new Counting(count), b -> drain(b, looked))) {
        for (ByteBuffer next = filled.next(); next.hasRemaining(); next = filled.next()) {
          drain(next, got);
          assertTrue(looked.size() >= got.size());
        }
        assertFalse(filled.next().hasRemaining(), "after the end");
      }
      assertEquals(IntStream.range(0, count).boxed().toList(), got);
      assertEquals(got, looked);
    }
  }

  @Test
  void lookingIsAheadOfUsing() throws Exception {
    CountDownLatch second = new CountDownLatch(2);
    try (FilledBuffers filled =
        FilledBuffers.start("test", buffers(3), new Counting(80), b -> second.countDown())) {
      var unused = filled.next();
      // Returns although the first buffer is in use still.
      second.await();
    }
  }

  @Test
  void aFailureOfEitherIsThrownToTheUserAndClosingEnds() {
    IOException unreadable = new IOException("unreadable");
    IllegalStateException unseen = new IllegalStateException("made up");
    FilledBuffers.Filler failing =
        new FilledBuffers.Filler() {
          private final Counting before = new Counting(20 * BYTES);
          private int calls;

          @Override
          public void fill(ByteBuffer target) throws IOException {
            if (calls++ == 5) {
              throw unreadable;
            }
            before.fill(target);
          }
        };
    assertSame(unreadable, assertThrows(IOException.class, () -> useAll(failing, bytes -> {})));
    Consumer<ByteBuffer> blind =
        new Consumer<>() {
          private int calls;

          @Override
          public void accept(ByteBuffer bytes) {
            if (calls++ == 5) {
              throw unseen;
            }
          }
        };
    // Long enough that the filling waits for a free buffer when the looking has failed.
    assertSame(
        unseen,
        assertThrows(IllegalStateException.class, () -> useAll(new Counting(100 * BYTES), blind)));
  }

  @Test
  void aFillerThatFailsAtOnceIsToldOf() {
    IOException unreadable = new IOException("unreadable");
    for (int i = 0; i < 500; i++) {
      assertSame(
          unreadable,
          assertThrows(
              IOException.class,
              () ->
                  useAll(
                      target -> {
                        throw unreadable;
                      },
                      bytes -> {})));
    }
  }

  @Test
  void closingInTheMiddleEndsBoth() throws IOException {
    for (int used = 0; used < 5; used++) {
      List<Integer> looked = new ArrayList<>();
      try (FilledBuffers filled =
          FilledBuffers.start(
              "test", buffers(3), new Counting(1000), bytes -> drain(bytes, looked))) {
        for (int i = 0; i < used; i++) {
          assertTrue(filled.next().hasRemaining());
        }
      }
      assertTrue(looked.size() >= used * BYTES && looked.size() < 1000);
    }
  }

  private static long useAll(FilledBuffers.Filler filler, Consumer<ByteBuffer> look)
      throws IOException {
    long used = 0;
    try (FilledBuffers filled = FilledBuffers.start("test", buffers(3), filler, look)) {
      for (ByteBuffer next = filled.next(); next.hasRemaining(); next = filled.next()) {
        used += next.remaining();
      }
    }
    return used;
  }

  private static List<ByteBuffer> buffers(int count) {
    return Stream.generate(() -> ByteBuffer.allocate(BYTES)).limit(count).toList();
  }

  private static void drain(ByteBuffer bytes, List<Integer> into) {
    // The bytes count upwards from 0, so that all that came before tells the rest of a number.
    while (bytes.hasRemaining()) {
      int low = bytes.get() & 0xff;
      assertEquals(into.size() & 0xff, low);
      into.add(into.size());
    }
  }

  /** Gives the numbers from 0, a byte each. */
  private static final class Counting implements FilledBuffers.Filler {
    private final int count;
    private int given;

    Counting(int count) {
      this.count = count;
    }

    @Override
    public void fill(ByteBuffer target) {
      while (target.hasRemaining() && given < count) {
        target.put((byte) given++);
      }
    }
  }
}

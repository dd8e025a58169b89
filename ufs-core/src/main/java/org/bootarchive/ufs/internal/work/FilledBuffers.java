package org.bootarchive.ufs.internal.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reading ahead: a thread fills buffers one after the other, while another uses what is in them.
 *
 * <p>A buffer is in one place at a time: waiting in {@code free}, waiting in {@code filled}, or in
 * the hands of one of the two threads. For the use of one thread.
 */
public final class FilledBuffers implements AutoCloseable {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Filler filler;
  private final BlockingQueue<ByteBuffer> free;

  /** One more than the buffers: the filling thread never waits to tell of its end. */
  private final BlockingQueue<ByteBuffer> filled;

  private final Tasks tasks;
  private final Task<?> filling;
  private boolean ended;
  private @Nullable ByteBuffer lent;

  /** Where bytes come from, in order. */
  @FunctionalInterface
  public interface Filler {
    /**
     * Fills an empty buffer whole, at the end alone with fewer bytes, and leaves its position
     * behind them.
     *
     * @throws IOException if the bytes cannot be read
     */
    void fill(ByteBuffer target) throws IOException;
  }

  private FilledBuffers(String name, List<ByteBuffer> buffers, Filler filler) {
    this.filler = filler;
    this.free = new ArrayBlockingQueue<>(buffers.size() + 1, false, buffers);
    this.filled = new ArrayBlockingQueue<>(buffers.size() + 1);
    this.tasks = Tasks.of(name, 1);
    this.filling = tasks.startAction(this::fillAll);
  }

  /**
   * Starts to fill buffers.
   *
   * @param name of the thread
   * @param buffers all there are; nobody else may use them until this is closed
   */
  public static FilledBuffers start(String name, List<ByteBuffer> buffers, Filler filler) {
    return new FilledBuffers(name, buffers, filler);
  }

  private void fillAll() throws IOException {
    try {
      for (ByteBuffer next = free.take(); !tasks.isCancelled(); next = free.take()) {
        filler.fill(next.clear());
        boolean last = next.position() < next.capacity();
        if (next.flip().hasRemaining()) {
          filled.add(next);
        }
        if (last) {
          return;
        }
      }
    } catch (InterruptedException e) {
      throw Task.interrupted(e);
    } finally {
      filled.add(NONE);
    }
  }

  /**
   * Returns the next bytes, and takes those that were returned before back.
   *
   * @return none at the end alone, and then each time
   * @throws IOException as the filler threw it, or if the waiting was interrupted
   */
  public ByteBuffer next() throws IOException {
    if (ended) {
      filling.await();
      return NONE;
    }
    if (lent != null) {
      free.add(lent);
    }
    lent = null;
    try {
      ByteBuffer next = filled.take();
      ended = !next.hasRemaining();
      lent = next;
      if (ended) {
        filling.await();
      }
      return next;
    } catch (InterruptedException e) {
      throw Task.interrupted(e);
    }
  }

  /** Ends the filling, and returns when nothing is read any more. */
  @Override
  public void close() {
    tasks.cancel();
    free.offer(NONE);
    tasks.close();
  }
}

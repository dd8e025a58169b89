package org.bootarchive.ufs.internal.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reading ahead: a thread fills buffers one after the other, while another uses what is in them. A
 * third may look at each in between, as to hash it.
 *
 * <p>A buffer is in one place at a time: waiting in {@code free}, in {@code filled} or in {@code
 * ready}, or in the hands of one of the threads. So none of them waits for another as long as there
 * is a buffer for it. For the use of one thread.
 */
public final class FilledBuffers implements AutoCloseable {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final Filler filler;
  private final BlockingQueue<ByteBuffer> free;

  /**
   * Two more than the buffers: nobody waits to tell of the end, neither who fills nor who closes.
   */
  private final BlockingQueue<ByteBuffer> filled;

  /** Those that have been looked at; the same as {@code filled} if nobody looks. */
  private final BlockingQueue<ByteBuffer> ready;

  private final Tasks tasks;
  private final Task<?> filling;

  /** Apart from the filling, whose failure would keep the looking from beginning. */
  private final Tasks lookers;

  private final @Nullable Task<?> looking;
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

  private FilledBuffers(
      String name, List<ByteBuffer> buffers, Filler filler, @Nullable Consumer<ByteBuffer> look) {
    this.filler = filler;
    this.free = new ArrayBlockingQueue<>(buffers.size() + 1, false, buffers);
    this.filled = new ArrayBlockingQueue<>(buffers.size() + 2);
    this.ready = look == null ? filled : new ArrayBlockingQueue<>(buffers.size() + 1);
    this.tasks = Tasks.of(name, 1);
    this.filling = tasks.startAction(this::fillAll);
    this.lookers = Tasks.of(name, 1);
    this.looking = look == null ? null : lookers.startAction(() -> lookAtAll(look));
  }

  /**
   * Starts to fill buffers.
   *
   * @param name of the thread
   * @param buffers all there are; nobody else may use them until this is closed
   */
  public static FilledBuffers start(String name, List<ByteBuffer> buffers, Filler filler) {
    return new FilledBuffers(name, buffers, filler, null);
  }

  /**
   * Starts to fill buffers, and to look at each before it is given out.
   *
   * @param name of the threads
   * @param buffers all there are; nobody else may use them until this is closed
   * @param look is shown what is in a buffer, in order, by a view of its own
   */
  public static FilledBuffers start(
      String name, List<ByteBuffer> buffers, Filler filler, Consumer<ByteBuffer> look) {
    return new FilledBuffers(name, buffers, filler, look);
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

  private void lookAtAll(Consumer<ByteBuffer> look) throws IOException {
    try {
      for (ByteBuffer next = filled.take(); next.hasRemaining(); next = filled.take()) {
        look.accept(next.duplicate());
        ready.add(next);
      }
    } catch (InterruptedException e) {
      throw Task.interrupted(e);
    } finally {
      ready.add(NONE);
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
      awaitEnd();
      return NONE;
    }
    if (lent != null) {
      free.add(lent);
    }
    lent = null;
    try {
      ByteBuffer next = ready.take();
      ended = !next.hasRemaining();
      lent = next;
      if (ended) {
        awaitEnd();
      }
      return next;
    } catch (InterruptedException e) {
      throw Task.interrupted(e);
    }
  }

  private void awaitEnd() throws IOException {
    // First who looks: a failure there leaves the filling without free buffers until it is closed.
    if (looking != null) {
      looking.await();
    }
    filling.await();
  }

  /** Ends the filling and the looking, and returns when nothing is read any more. */
  @Override
  public void close() {
    tasks.cancel();
    free.offer(NONE);
    filled.offer(NONE);
    tasks.close();
    lookers.close();
  }
}

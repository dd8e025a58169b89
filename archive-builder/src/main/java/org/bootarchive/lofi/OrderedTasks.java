package org.bootarchive.lofi;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Work on segments in several threads, whose results come in the order in which it was given. The
 * giver asks {@linkplain #wantsMore whether there is room} for more.
 *
 * @param <T> the result of one piece of work
 */
final class OrderedTasks<T> implements AutoCloseable {
  /**
   * Pieces a thread has waiting, so that none idles when the results are used by fits and starts.
   */
  private static final int WAITING = 15;

  private final int enough;
  private final ExecutorService executor;
  private final ArrayDeque<Future<T>> underWay = new ArrayDeque<>();

  /**
   * Starts the threads.
   *
   * @param processors the most threads to start
   * @param pieceBytes memory that a piece of work takes until its result has been used
   * @param roomBytes memory that all of them may take, if that is room for more than two
   */
  OrderedTasks(String name, int processors, long pieceBytes, long roomBytes) {
    int most = processors * (1 + WAITING);
    this.enough = (int) Math.max(2, Math.min(most, roomBytes / pieceBytes));
    int threads = Math.min(processors, enough / 2);
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Tells whether more work should be given before a result is taken. */
  boolean wantsMore() {
    return underWay.size() < enough;
  }

  void add(Callable<T> work) {
    underWay.add(executor.submit(work));
  }

  /** Waits for the result of the oldest piece. */
  T take() throws IOException {
    try {
      return underWay.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("interrupted at a segment");
      interrupted.initCause(e);
      throw interrupted;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      Throwables.throwIfInstanceOf(cause, IOException.class);
      Throwables.throwIfUnchecked(cause);
      throw new IOException(cause);
    }
  }

  /** Ends the threads, when those pieces are done that are being worked on. */
  @Override
  public void close() {
    for (Future<T> task : underWay) {
      task.cancel(false);
    }
    executor.shutdown();
    Uninterruptibles.awaitTerminationUninterruptibly(executor);
  }
}

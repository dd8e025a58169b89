package org.bootarchive.lofi;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Work on segments in several threads, whose results come in the order in which it was given. The
 * giver sees to it that not too much is {@linkplain #size under way}.
 *
 * @param <T> the result of one piece of work
 */
final class OrderedTasks<T> implements AutoCloseable {
  private final int threads;
  private final ExecutorService executor;
  private final ArrayDeque<Future<T>> underWay = new ArrayDeque<>();

  OrderedTasks(String name, int threads) {
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns how many pieces keep all threads busy while one result is used. */
  int enough() {
    return 2 * threads;
  }

  /** Returns how many pieces were given whose results were not taken. */
  int size() {
    return underWay.size();
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
    boolean interrupted = false;
    while (!executor.isTerminated()) {
      try {
        interrupted |= !executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

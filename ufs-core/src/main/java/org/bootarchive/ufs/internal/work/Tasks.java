package org.bootarchive.ufs.internal.work;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Work that goes on in threads of its own, beside that of the thread which gives it.
 *
 * <p>The first piece that fails cancels the others. Closing cancels as well, and returns when
 * nothing runs any more, so that a main line that fails leaves nobody reading what it closes next:
 *
 * <pre>{@code
 * try (Tasks tasks = Tasks.of("check", 2)) {
 *   Task<Report> report = tasks.start(() -> check(tasks));
 *   ...
 *   return report.await();
 * }
 * }</pre>
 *
 * <p>To cancel is to ask: pieces that were not begun never are, and those at work look at {@link
 * #isCancelled} or {@link #checkNotCancelled} now and then. Nothing is interrupted, for an
 * interrupt closes the files that are being read.
 */
public final class Tasks implements AutoCloseable {
  private final ExecutorService executor;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean cancelled;

  private Tasks(ExecutorService executor) {
    this.executor = executor;
  }

  /**
   * Returns a place to give work to. Threads are started with the work, and do not keep the process
   * alive.
   *
   * @param name of the threads
   * @param threads the most of them, at least 1
   */
  public static Tasks of(String name, int threads) {
    return new Tasks(Executors.newFixedThreadPool(threads, work -> thread(name, work)));
  }

  /** Starts work that nobody waits for, and whose failure means nothing. */
  public static void startUnattended(String name, Runnable work) {
    thread(name, work).start();
  }

  private static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Starts a piece of work, when a thread has time for it; the pieces are begun in order. */
  public <T> Task<T> start(Work<T> work) {
    return new Task<>(this, executor.submit(() -> run(work)));
  }

  /** Starts a piece of work of which nothing comes, when a thread has time for it. */
  public Task<?> startAction(Work.Action action) {
    return start(action.asWork());
  }

  private <T> T run(Work<T> work) throws IOException {
    checkNotCancelled();
    boolean done = false;
    try {
      T result = work.run();
      done = true;
      return result;
    } catch (Throwable e) {
      if (!(e instanceof CancellationException)) {
        failure.compareAndSet(null, e);
      }
      throw e;
    } finally {
      if (!done) {
        cancelled = true;
      }
    }
  }

  /** Returns what failed first, null if nothing has. */
  @Nullable Throwable failure() {
    return failure.get();
  }

  /** Asks all work to end. */
  public void cancel() {
    cancelled = true;
  }

  /** Says whether work should end: a piece failed, or the results are not wanted any more. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Ends the work of the thread that asks, if it should end.
   *
   * @throws CancellationException if so
   */
  public void checkNotCancelled() {
    if (cancelled) {
      throw new CancellationException("cancelled");
    }
  }

  /** Cancels what is left, and returns when nothing runs any more. */
  @Override
  public void close() {
    cancelled = true;
    executor.shutdown();
    Uninterruptibles.awaitTerminationUninterruptibly(executor);
  }
}

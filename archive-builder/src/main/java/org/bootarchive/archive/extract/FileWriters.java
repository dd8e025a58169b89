package org.bootarchive.archive.extract;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes files in the background, some at a time and by several threads. The first that fails ends
 * it all: {@link #add} and {@link #settle} throw what it threw.
 */
final class FileWriters implements AutoCloseable {
  /** Writes one file. */
  interface Job {
    void run() throws IOException;
  }

  private static final int THREADS = 2;
  private static final int BATCH = 32;
  private static final int BATCHES_AHEAD = 16;

  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          THREADS,
          job -> {
            Thread thread = new Thread(job, "file writer");
            thread.setDaemon(true);
            return thread;
          });
  private final Deque<Future<@Nullable Void>> ahead = new ArrayDeque<>();
  private List<Job> batch = new ArrayList<>(BATCH);

  /** Set when a job failed or the rest are not wanted. */
  private volatile boolean stopped;

  /** Takes a job; waits while too many are ahead of it. */
  void add(Job job) throws IOException {
    batch.add(job);
    if (batch.size() == BATCH) {
      start();
      waitFor(BATCHES_AHEAD);
    }
  }

  private void start() {
    List<Job> jobs = batch;
    batch = new ArrayList<>(BATCH);
    ahead.add(
        executor.submit(
            () -> {
              run(jobs);
              return null;
            }));
  }

  private void run(List<Job> jobs) throws IOException {
    boolean done = false;
    try {
      for (Job job : jobs) {
        if (stopped) {
          return;
        }
        job.run();
      }
      done = true;
    } finally {
      if (!done) {
        stopped = true;
      }
    }
  }

  /** Returns when every job that was taken is done. */
  void settle() throws IOException {
    start();
    waitFor(0);
  }

  private void waitFor(int left) throws IOException {
    while (ahead.size() > left) {
      try {
        Uninterruptibles.getUninterruptibly(ahead.remove());
      } catch (ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        Throwables.throwIfInstanceOf(cause, IOException.class);
        Throwables.throwIfUnchecked(cause);
        throw new IllegalStateException(e);
      }
    }
  }

  /** Ends the threads when the jobs at work are done; those that were not begun are dropped. */
  @Override
  public void close() {
    stopped = true;
    executor.shutdown();
    Uninterruptibles.awaitTerminationUninterruptibly(executor);
  }
}

package org.bootarchive.archive.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.internal.work.OrderedTasks;

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

  private final OrderedTasks<Boolean> tasks =
      OrderedTasks.of("file-writer", THREADS, BATCHES_AHEAD);
  private List<Job> batch = new ArrayList<>(BATCH);

  /** Takes a job; waits while too many are ahead of it. */
  void add(Job job) throws IOException {
    batch.add(job);
    if (batch.size() == BATCH) {
      start();
    }
  }

  private void start() throws IOException {
    while (!tasks.wantsMore()) {
      tasks.take();
    }
    List<Job> jobs = batch;
    batch = new ArrayList<>(BATCH);
    tasks.add(() -> run(jobs));
  }

  private boolean run(List<Job> jobs) throws IOException {
    for (Job job : jobs) {
      tasks.checkNotCancelled();
      job.run();
    }
    return true;
  }

  /** Returns when every job that was taken is done. */
  void settle() throws IOException {
    start();
    while (!tasks.isEmpty()) {
      tasks.take();
    }
  }

  /** Ends the threads when the jobs at work are done; those that were not begun are dropped. */
  @Override
  public void close() {
    tasks.close();
  }
}

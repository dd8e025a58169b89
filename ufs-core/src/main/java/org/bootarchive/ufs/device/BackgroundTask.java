package org.bootarchive.ufs.device;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reading that goes on in a thread of its own, beside other reading of the same device.
 *
 * @param <T> what comes of it
 */
public final class BackgroundTask<T> implements Closeable {
  private final FutureTask<T> task;
  private final Thread thread;

  private BackgroundTask(FutureTask<T> task, Thread thread) {
    this.task = task;
    this.thread = thread;
  }

  /**
   * Starts a task; what it reads must not be closed before it has ended.
   *
   * @param name of the thread
   */
  public static <T> BackgroundTask<T> start(String name, Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return new BackgroundTask<>(task, thread);
  }

  /**
   * Waits for the end, and returns what came of it.
   *
   * @throws IOException as the task threw it, or if the waiting was interrupted
   */
  public T await() throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until nothing is read any more, whatever came of it. */
  @Override
  public void close() {
    Uninterruptibles.joinUninterruptibly(thread);
  }
}

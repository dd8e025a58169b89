package org.bootarchive.ufs.internal.work;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * One piece of work that was given to {@link Tasks}.
 *
 * @param <T> what comes of it
 */
public final class Task<T> {
  private final Tasks tasks;
  private final Future<T> future;

  Task(Tasks tasks, Future<T> future) {
    this.tasks = tasks;
    this.future = future;
  }

  /**
   * Waits for the end, and returns what came of it. What the work threw is thrown here as it is: an
   * {@link IOException}, a {@link RuntimeException}, or an {@link Error} such as a lack of memory.
   *
   * @throws InterruptedIOException if the waiting was interrupted; the thread stays so
   * @throws CancellationException if the work was cancelled, and none of its kind had failed
   */
  public T await() throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (CancellationException e) {
      throw cancelled(e);
    }
  }

  /**
   * Does as {@link #await}, but heeds no interrupt: for who lent the work something that nobody
   * else may touch meanwhile.
   */
  public T awaitUninterruptibly() throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (CancellationException e) {
      throw cancelled(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Makes the exception that stands for an interrupt where streams are read. */
  static InterruptedIOException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    InterruptedIOException interrupted = new InterruptedIOException("interrupted");
    interrupted.initCause(cause);
    return interrupted;
  }

  private IOException failure(ExecutionException wrapped) throws IOException {
    Throwable cause = wrapped.getCause();
    if (cause instanceof CancellationException cancelled) {
      throw cancelled(cancelled);
    }
    return rethrow(cause == null ? wrapped : cause);
  }

  private CancellationException cancelled(CancellationException own) throws IOException {
    Throwable first = tasks.failure();
    if (first != null) {
      throw rethrow(first);
    }
    return own;
  }

  private static IOException rethrow(Throwable cause) throws IOException {
    Throwables.throwIfInstanceOf(cause, IOException.class);
    Throwables.throwIfUnchecked(cause);
    return new IOException(cause);
  }
}

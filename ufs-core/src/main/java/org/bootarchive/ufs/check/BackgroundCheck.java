package org.bootarchive.ufs.check;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A part of a check that runs beside the rest, with findings of its own. */
final class BackgroundCheck {
  private final FutureTask<Findings> task;

  private BackgroundCheck(FutureTask<Findings> task) {
    this.task = task;
  }

  /** Starts a part; the image must not be closed before it has ended. */
  static BackgroundCheck start(Callable<Findings> part) {
    FutureTask<Findings> task = new FutureTask<>(part);
    Thread thread = new Thread(task, "ufs-check");
    thread.setDaemon(true);
    thread.start();
    return new BackgroundCheck(task);
  }

  /**
   * Waits for the part to end, and returns what it found.
   *
   * @throws IOException if the part could not read the image, or the waiting was interrupted
   */
  Findings await() throws IOException {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the check was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}

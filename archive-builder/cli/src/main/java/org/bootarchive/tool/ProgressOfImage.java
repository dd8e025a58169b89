package org.bootarchive.tool;

import java.util.function.LongConsumer;
import org.bootarchive.archive.build.BuildProgress;

/** A progress bar that starts when the writing of an image does; another one ends it. */
final class ProgressOfImage implements BuildProgress, AutoCloseable {
  private final ProgressBars bars = new ProgressBars();
  private final String task;

  ProgressOfImage(String task) {
    this.task = task;
  }

  @Override
  public LongConsumer started(long bytes) {
    return bars.start(task, bytes);
  }

  @Override
  public void close() {
    bars.close();
  }
}

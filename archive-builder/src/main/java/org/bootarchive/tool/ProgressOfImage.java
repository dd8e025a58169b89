package org.bootarchive.tool;

import java.util.function.LongConsumer;
import org.bootarchive.archive.build.BuildProgress;
import org.jspecify.annotations.Nullable;

/** A progress bar that starts when the writing of an image does; another one ends it. */
final class ProgressOfImage implements BuildProgress, AutoCloseable {
  private final String task;
  private @Nullable Progress bar;

  ProgressOfImage(String task) {
    this.task = task;
  }

  @Override
  public LongConsumer started(long bytes) {
    close();
    Progress started = Progress.of(task, bytes);
    bar = started;
    return started;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}

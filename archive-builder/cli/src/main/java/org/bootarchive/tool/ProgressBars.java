package org.bootarchive.tool;

import org.jspecify.annotations.Nullable;

/** Progress bars one after another: each one ends the one before. */
final class ProgressBars implements AutoCloseable {
  private @Nullable Progress bar;

  /** Starts a bar for a task. */
  Progress start(String task, long bytes) {
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

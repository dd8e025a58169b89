package org.bootarchive.tool;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on a terminal; nothing where the output is not one. */
final class Progress implements LongConsumer, AutoCloseable {
  /** Work below this many bytes is done before a bar would be read. */
  private static final long WORTH_A_BAR = 64L << 20;

  /** A bar fits narrow terminals too, whose last column stays free: a full line would wrap. */
  private static final int MOST_COLUMNS = 59;

  private static volatile boolean quiet;

  private final @Nullable ProgressBar bar;

  private Progress(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** Says whether there is to be no bar, even on a terminal. */
  static void setQuiet(boolean isQuiet) {
    quiet = isQuiet;
  }

  /** Returns whether a task of some bytes has a bar on a terminal. */
  static boolean isShown(long bytes) {
    return !quiet && bytes >= WORTH_A_BAR;
  }

  /** Starts a bar for a task of some bytes. */
  static Progress of(String task, long bytes) {
    if (!isShown(bytes) || !isTerminal(System.console())) {
      return new Progress(null);
    }
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(bytes)
            .setUnit(" MiB", 1 << 20)
            .setStyle(ProgressBarStyle.ASCII)
            .setMaxRenderedLength(MOST_COLUMNS)
            .build());
  }

  /**
   * Tells whether a console is one that a person looks at. From JDK 22 on there is a console
   * without a terminal too, and a method to ask it.
   */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }

  @Override
  public void accept(long bytesDone) {
    if (bar != null) {
      bar.stepTo(bytesDone);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

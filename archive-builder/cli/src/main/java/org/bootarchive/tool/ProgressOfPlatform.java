package org.bootarchive.tool;

import java.util.function.LongConsumer;
import org.bootarchive.archive.platform.PlatformProgress;

/** A progress bar for each stage of the making of a platform. */
final class ProgressOfPlatform implements PlatformProgress, AutoCloseable {
  private final ProgressBars bars = new ProgressBars();

  @Override
  public LongConsumer started(Stage stage, long bytes) {
    return bars.start(
        switch (stage) {
          case SUMS -> "sum";
          case COMPRESS -> "compress";
          case WRITE -> "write";
          case PACK -> "pack";
        },
        bytes);
  }

  @Override
  public void close() {
    bars.close();
  }
}

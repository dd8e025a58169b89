package org.bootarchive.tool;

import java.util.function.LongConsumer;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.platform.PlatformProgress;
import org.jspecify.annotations.Nullable;

/** A progress bar for each stage of the making of a platform. */
final class ProgressOfPlatform implements PlatformProgress, AutoCloseable {
  private @Nullable Progress bar;

  @Override
  public LongConsumer started(Stage stage, long bytes) {
    close();
    Progress started =
        Progress.of(
            switch (stage) {
              case SUMS -> "sum";
              case COMPRESS -> "compress";
              case WRITE -> "write";
              case PACK -> "pack";
            },
            bytes);
    bar = started;
    return started;
  }

  /** Returns what is told of the writing of the archive. */
  BuildProgress ofArchive() {
    return bytes -> started(Stage.WRITE, bytes);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}

package org.bootarchive.archive.build;

import java.util.function.LongConsumer;

/** Is told how far the writing of an image is. */
@FunctionalInterface
public interface BuildProgress {

  /** Tells nobody. */
  BuildProgress NONE = bytes -> done -> {};

  /**
   * Is called when all is planned and the writing begins.
   *
   * @param bytes the length of the image
   * @return is told how many bytes are written
   */
  LongConsumer started(long bytes);
}

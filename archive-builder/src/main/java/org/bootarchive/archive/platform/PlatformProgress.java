package org.bootarchive.archive.platform;

import java.util.function.LongConsumer;

/** Is told how far the making of a platform image is. */
@FunctionalInterface
public interface PlatformProgress {
  /** Tells nobody. */
  PlatformProgress NONE = (stage, bytes) -> done -> {};

  /** What is done, in this order. */
  enum Stage {
    /** The files' MD5 for the manifest. */
    SUMS,
    /** The compression of /usr. */
    COMPRESS,
    /** The boot archive. */
    WRITE,
    /** The tar. */
    PACK
  }

  /**
   * Is called when a stage begins.
   *
   * @param bytes how many there are
   * @return is told how many are done
   */
  LongConsumer started(Stage stage, long bytes);
}

package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.util.Locale;

/** A change needs more space than the volume has; the volume is as it was before. */
public final class OutOfSpaceException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long neededBytes;
  private final long availableBytes;

  /**
   * Creates an exception.
   *
   * @param neededBytes what the change needed, in whole fragments, indirect blocks included
   * @param availableBytes what was free, single fragments included
   */
  public OutOfSpaceException(long neededBytes, long availableBytes) {
    super(message(neededBytes, availableBytes));
    this.neededBytes = neededBytes;
    this.availableBytes = availableBytes;
  }

  private static String message(long needed, long available) {
    return needed > available
        ? String.format(
            Locale.ROOT,
            "out of space: %d KiB needed, %d KiB free, %d KiB missing",
            kib(needed),
            kib(available),
            kib(needed - available))
        : String.format(
            Locale.ROOT,
            "out of space: %d KiB needed, %d KiB free, but not in pieces that are large enough",
            kib(needed),
            kib(available));
  }

  private static long kib(long bytes) {
    return (bytes + 1023) / 1024;
  }

  /** Returns what the change needed, in bytes. */
  public long neededBytes() {
    return neededBytes;
  }

  /**
   * Returns what was free, in bytes. It may exceed what was needed: free fragments of different
   * blocks do not make a block.
   */
  public long availableBytes() {
    return availableBytes;
  }
}

package org.bootarchive.ufs.internal.device;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How many bytes may come of a compressed file, whatever it says of itself: a small one can fill a
 * disk. Each reader has a usual limit; another one holds for all of the process.
 */
public final class UnpackLimit {
  private static final long USUAL = -1;

  private static volatile long all = USUAL;

  private UnpackLimit() {}

  /**
   * Sets the limit of all readers.
   *
   * @param bytes at least 0
   */
  public static void set(long bytes) {
    checkArgument(bytes >= 0, "bytes %s", bytes);
    all = bytes;
  }

  /** Gives each reader its usual limit. */
  public static void reset() {
    all = USUAL;
  }

  /**
   * Returns the limit of a reader in bytes.
   *
   * @param usual of the reader, unless another one was set
   */
  public static long or(long usual) {
    long set = all;
    return set == USUAL ? usual : set;
  }
}

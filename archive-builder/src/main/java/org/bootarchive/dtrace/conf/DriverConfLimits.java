package org.bootarchive.dtrace.conf;

import org.bootarchive.ufs.device.CorruptImageException;

/**
 * How much a driver.conf may hold, so that reading one takes a bounded amount of memory; far more
 * than any that a kernel could use.
 */
final class DriverConfLimits {
  private static final int MAX_PROPERTIES = 1 << 17;
  private static final int MAX_STRINGS = 1 << 19;

  private final String file;
  private int properties;
  private int strings;

  DriverConfLimits(String file) {
    this.file = file;
  }

  /** Counts an entry or a property. */
  void countProperty() throws CorruptImageException {
    if (++properties > MAX_PROPERTIES) {
      throw new CorruptImageException(
          file, -1, "has more than " + MAX_PROPERTIES + " entries and properties");
    }
  }

  /** Counts a string. */
  void countString() throws CorruptImageException {
    if (++strings > MAX_STRINGS) {
      throw new CorruptImageException(file, -1, "has more than " + MAX_STRINGS + " strings");
    }
  }
}

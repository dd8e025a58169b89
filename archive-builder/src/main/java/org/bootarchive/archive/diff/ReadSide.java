package org.bootarchive.archive.diff;

import org.bootarchive.ufs.device.CorruptImageException;

/** Which of two archives is read now, so that an error says which one it is of. */
final class ReadSide {
  private final String old;
  private final String fresh;
  private String now;

  /**
   * Creates the sides; the older one is read first.
   *
   * @param old what the older archive is called
   * @param fresh what the newer one is called
   */
  ReadSide(String old, String fresh) {
    this.old = old;
    this.fresh = fresh;
    now = old;
  }

  /** What comes is read from the older archive. */
  void old() {
    now = old;
  }

  /** What comes is read from the newer archive. */
  void fresh() {
    now = fresh;
  }

  /** Returns an error with the name of the archive that was read. */
  CorruptImageException named(CorruptImageException error) {
    return error.in(now);
  }
}

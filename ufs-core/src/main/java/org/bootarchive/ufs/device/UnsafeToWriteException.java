package org.bootarchive.ufs.device;

import java.io.IOException;

/** A file system can be read and must not be changed as it is; the message says why. */
public final class UnsafeToWriteException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param reason why, and what helps
   */
  public UnsafeToWriteException(String reason) {
    super(reason);
  }
}

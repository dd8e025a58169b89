package org.bootarchive.ufs.internal.device;

import org.bootarchive.ufs.device.CorruptImageException;

/** More comes of a compressed file than {@link UnpackLimit} lets. */
public final class UnpackedTooLargeException extends CorruptImageException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param file the compressed file, or what of it
   * @param reason how much comes of it, and what the limit is
   */
  public UnpackedTooLargeException(String file, String reason) {
    super(file, -1, reason);
  }
}

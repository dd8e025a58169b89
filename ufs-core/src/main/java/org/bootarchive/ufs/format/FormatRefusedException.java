package org.bootarchive.ufs.format;

import java.io.IOException;

/** No file system can be made of a size with some options: newfs or mkfs would give up. */
public class FormatRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param reason what does not fit, for people
   */
  public FormatRefusedException(String reason) {
    super(reason);
  }
}

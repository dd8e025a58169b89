package org.bootarchive.tool;

import java.io.IOException;

/** The answer is no: an image does not hold what was asked of it. */
final class NotInImageException extends IOException {
  private static final long serialVersionUID = 1L;

  NotInImageException(String message) {
    super(message);
  }
}

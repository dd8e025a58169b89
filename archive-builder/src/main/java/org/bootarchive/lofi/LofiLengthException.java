package org.bootarchive.lofi;

import java.io.IOException;

/**
 * An image cannot be compressed because of its length; the message says what the length must be.
 */
final class LofiLengthException extends IOException {
  private static final long serialVersionUID = 1L;

  LofiLengthException(String message) {
    super(message);
  }
}

package org.bootarchive.archive.host;

import java.io.IOException;

/** A file that is to be written is one that is read; nothing has been written. */
public final class TargetIsInputException extends IOException {
  private static final long serialVersionUID = 1;

  TargetIsInputException(String message) {
    super(message);
  }
}

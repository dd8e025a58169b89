package org.bootarchive.dtrace.types;

import java.io.IOException;

/** A CTF section is damaged, or of another version than the kernel's. */
public final class CtfFormatException extends IOException {
  private static final long serialVersionUID = 1;

  CtfFormatException(long offset, String message) {
    super("CTF, offset " + offset + ": " + message);
  }
}

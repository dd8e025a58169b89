package org.bootarchive.dtrace.types;

/** A type cannot be added; the message is libctf's. */
public final class CtfChangeException extends Exception {
  private static final long serialVersionUID = 1;

  CtfChangeException(String message) {
    super(message);
  }
}

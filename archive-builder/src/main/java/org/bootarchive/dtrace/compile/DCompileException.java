package org.bootarchive.dtrace.compile;

import java.util.Optional;

/** A program cannot be compiled, or an option cannot be set. */
public final class DCompileException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient DError error;

  DCompileException(DError error) {
    this(error, error.message());
  }

  private DCompileException(DError error, String message) {
    super(message);
    this.error = error;
  }

  /** Returns an error without a place. */
  static DCompileException of(String text) {
    return new DCompileException(new DError(0, Optional.empty(), text, text));
  }

  /** Returns the same error with a text before its message. */
  DCompileException behind(String prefix) {
    return new DCompileException(error, prefix + getMessage());
  }

  /** Returns what is wrong. */
  public DError error() {
    return error;
  }
}

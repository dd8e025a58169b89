package org.bootarchive.dtrace.compile;

import java.util.Optional;

/** A program cannot be compiled, or an option cannot be set. */
final class DCompileException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient DCompilation.Refused refusal;

  DCompileException(DCompilation.Refused refusal) {
    super(refusal.message());
    this.refusal = refusal;
  }

  /** Returns one without a place. */
  static DCompileException of(String text) {
    return new DCompileException(new DCompilation.Refused(0, Optional.empty(), text, text));
  }

  /** Returns the same with a text before its message. */
  DCompileException behind(String prefix) {
    return new DCompileException(
        new DCompilation.Refused(
            refusal.line(), refusal.tag(), refusal.text(), prefix + refusal.message()));
  }

  /** Returns what is wrong. */
  DCompilation.Refused refusal() {
    return refusal;
  }
}

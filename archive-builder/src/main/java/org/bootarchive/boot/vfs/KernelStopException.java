package org.bootarchive.boot.vfs;

import java.io.IOException;

/** The kernel would not come back from what was asked of it: it would loop for ever or fault. */
public final class KernelStopException extends IOException {
  private static final long serialVersionUID = 1L;

  /** How the kernel stops. */
  public enum Kind {
    /** It loops for ever. */
    HANG,
    /** It faults, or overwrites memory that it needs. */
    CRASH
  }

  private final Kind kind;
  private final String reason;

  private KernelStopException(Kind kind, String reason) {
    super(kind + ": " + reason);
    this.kind = kind;
    this.reason = reason;
  }

  static KernelStopException hang(String reason) {
    return new KernelStopException(Kind.HANG, reason);
  }

  static KernelStopException crash(String reason) {
    return new KernelStopException(Kind.CRASH, reason);
  }

  /** Returns how the kernel stops. */
  public Kind kind() {
    return kind;
  }

  /** Returns what makes it stop, for people. */
  public String reason() {
    return reason;
  }

  Lookup asLookup(String path) {
    return kind == Kind.HANG ? new Lookup.Hang(path, reason) : new Lookup.Crash(path, reason);
  }

  /** Leaves the stack trace away: this is an answer, and answers have to be fast. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}

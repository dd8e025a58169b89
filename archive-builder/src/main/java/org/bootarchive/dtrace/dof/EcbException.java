package org.bootarchive.dtrace.dof;

/** An ECB that the kernel cannot make of its description; never leaves this package. */
final class EcbException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean panic;

  private EcbException(String reason, boolean panic) {
    super(reason, null, false, false);
    this.panic = panic;
  }

  /** Makes one for what the kernel answers with EINVAL. */
  EcbException(String reason) {
    this(reason, false);
  }

  /** Returns one for what the kernel does not survive. */
  static EcbException panic(String reason) {
    return new EcbException(reason, true);
  }

  /** Returns whether the kernel panics as it makes the ECB. */
  boolean isPanic() {
    return panic;
  }
}

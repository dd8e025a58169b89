package org.bootarchive.dtrace.dof;

/** An ECB that the kernel cannot make of its description; never leaves this package. */
final class EcbException extends Exception {
  private static final long serialVersionUID = 1;

  EcbException(String reason) {
    super(reason, null, false, false);
  }
}

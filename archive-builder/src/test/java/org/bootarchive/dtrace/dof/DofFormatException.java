package org.bootarchive.dtrace.dof;

/** Bytes that cannot be taken apart as DOF; the message says which field, and why. */
public final class DofFormatException extends Exception {
  private static final long serialVersionUID = 1;

  DofFormatException(String message) {
    super(message);
  }
}

package org.bootarchive.tool;

/** The exit codes of every command; there are no others. */
final class ExitCode {
  /** All is well. */
  static final int GOOD = 0;

  /** The answer is no: mismatch, findings, not found, the kernel would panic or hang. */
  static final int NO = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** The input cannot be read or is not what it should be. */
  static final int INPUT = 3;

  private ExitCode() {}
}

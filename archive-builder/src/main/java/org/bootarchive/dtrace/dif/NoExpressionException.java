package org.bootarchive.dtrace.dif;

/** An object that is too odd or too long to be written as an expression; never leaves here. */
final class NoExpressionException extends Exception {
  private static final long serialVersionUID = 1;

  NoExpressionException() {
    super("", null, false, false);
  }
}

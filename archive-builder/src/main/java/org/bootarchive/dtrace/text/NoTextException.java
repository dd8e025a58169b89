package org.bootarchive.dtrace.text;

/** Code that no text of D is known for; never leaves here. */
final class NoTextException extends Exception {
  private static final long serialVersionUID = 1;

  NoTextException() {
    super("", null, false, false);
  }
}

package org.bootarchive.dtrace.lang;

/** A word of a control line, {@code #pragma D option quiet}. */
public sealed interface ControlWord {
  /** A word without quotes. */
  record Name(String text) implements ControlWord {}

  /** A word in quotes. */
  record Text(String text) implements ControlWord {}

  /** A number. */
  record Numeral(long value) implements ControlWord {}
}

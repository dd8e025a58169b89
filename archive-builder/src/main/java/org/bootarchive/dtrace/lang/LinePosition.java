package org.bootarchive.dtrace.lang;

/** The line that is being worked on; the lexer counts it on, and checks set it. */
public final class LinePosition {
  private int line = 1;

  /** Returns the line, from 1. */
  public int line() {
    return line;
  }

  /** Goes to a line. */
  public void set(int newLine) {
    line = newLine;
  }

  /** Goes on by some lines. */
  public void advance(int lines) {
    line += lines;
  }
}

package org.bootarchive.dtrace.dif;

/**
 * One complaint of {@code dtrace_difo_validate}.
 *
 * @param at the number in brackets: that of an instruction, or of a variable
 * @param message without the line's end
 */
public record DifError(long at, String message) {
  /** Returns the whole line, as {@code dtrace_difo_err} prints it. */
  public String line() {
    return "dtrace DIF object error: [" + at + "]: " + message;
  }
}

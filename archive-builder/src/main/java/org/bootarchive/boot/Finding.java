package org.bootarchive.boot;

/**
 * Something about a boot that its operator should know.
 *
 * @param code stable, such as {@code empty-module}: what to search the documentation for
 * @param severity whether the boot ends, or ends up otherwise than was meant
 * @param message what is so, one line for people
 * @param remedy what to do about it, one line for people; empty if nothing has to be done
 */
public record Finding(String code, Severity severity, String message, String remedy) {
  /** How much a finding matters. */
  public enum Severity {
    /** The kernel does not come up, or not with everything as intended. */
    ERROR,
    /** It comes up as intended; something near by is not what one would expect. */
    WARNING,
    /** Worth knowing. */
    NOTE
  }
}

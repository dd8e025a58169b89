package org.bootarchive.dtrace;

/**
 * Something about an anonymous enabling that its operator should know.
 *
 * @param code stable, such as {@code forceload-missing}; see {@link EnablingCode} and {@link
 *     org.bootarchive.dtrace.conf.ConfCode}
 * @param severity whether it is traced otherwise than was meant
 * @param message what is so, one line for people; chars of names stand for bytes
 * @param remedy what to do about it, one line for people; empty if nothing has to be done
 */
public record EnablingFinding(String code, Severity severity, String message, String remedy) {
  /** How much a finding matters. */
  public enum Severity {
    /** Not everything is traced that was meant to be, or the kernel may panic. */
    ERROR,
    /** Something may not be as intended. */
    WARNING,
    /** Worth knowing. */
    NOTE
  }
}

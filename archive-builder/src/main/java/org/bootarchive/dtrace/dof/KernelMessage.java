package org.bootarchive.dtrace.dof;

/**
 * One line that the kernel says of an enabling.
 *
 * @param channel where it goes
 * @param text the line without the word that the console puts in front
 */
public record KernelMessage(Channel channel, String text) {
  /** Where the kernel sends a line. */
  public enum Channel {
    /** {@code cmn_err(CE_WARN)}: console and log, behind {@code WARNING:}. */
    WARNING,
    /** {@code cmn_err(CE_NOTE)}: console and log, behind {@code NOTICE:}. */
    NOTICE,
    /** {@code uprintf}: the log, and a terminal if there is one; a complaint about DIF. */
    DIF
  }

  static KernelMessage dof(String message) {
    return new KernelMessage(Channel.WARNING, "failed to process DOF: " + message);
  }

  /** Returns the line as it stands on the console. */
  public String line() {
    return channel == Channel.DIF ? text : channel + ": " + text;
  }
}

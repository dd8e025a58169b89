package org.bootarchive.boot.config.grub2;

import java.io.Serial;
import org.bootarchive.ufs.finding.SourceLine;

/** The script is over: something is booted, or nothing will happen any more. */
final class Ended extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final How how;
  private final transient SourceLine where;
  private final String reason;

  /** How a script ends. */
  enum How {
    /** What is loaded is started. */
    BOOTS,
    /** GRUB gives up: {@code exit}, {@code halt}, {@code reboot}. */
    LEAVES,
    /** The menu is on the screen, and nothing happens by itself. */
    WAITS,
    /** The script goes on for longer than it is followed. */
    TOO_LONG
  }

  Ended(How how, SourceLine where, String message) {
    super(message, null, false, false);
    this.how = how;
    this.where = where;
    this.reason = message;
  }

  How how() {
    return how;
  }

  /** Returns what there is to say about it, one line for people. */
  String reason() {
    return reason;
  }

  SourceLine where() {
    return where;
  }
}

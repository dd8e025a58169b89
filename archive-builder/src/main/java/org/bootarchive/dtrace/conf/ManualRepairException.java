package org.bootarchive.dtrace.conf;

import java.io.IOException;
import java.io.Serial;

/** A block of dtrace's in system(4) that dtrace -A refuses to touch, for reasons that it names. */
public final class ManualRepairException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final String reason;

  ManualRepairException(String file, String reason) {
    super(reason + " in " + file + "; manual repair of " + file + " required");
    this.reason = reason;
  }

  /**
   * Returns what is wrong, in dtrace's words and without the file: {@code missing end sentinel}.
   */
  public String reason() {
    return reason;
  }
}

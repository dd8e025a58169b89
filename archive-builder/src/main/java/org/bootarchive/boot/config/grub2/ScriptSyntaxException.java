package org.bootarchive.boot.config.grub2;

import java.io.Serial;
import org.bootarchive.ufs.finding.SourceLine;

/** What GRUB's parser calls a syntax error; the commands read since the last line are dropped. */
final class ScriptSyntaxException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final transient SourceLine where;
  private final String reason;

  ScriptSyntaxException(SourceLine where, String reason) {
    super(where + ": " + reason);
    this.where = where;
    this.reason = reason;
  }

  SourceLine where() {
    return where;
  }

  String reason() {
    return reason;
  }
}

package org.bootarchive.dtrace;

/**
 * Whether a kernel of an archive can have a probe that a description matches.
 *
 * @param reason for people; empty for what exists
 */
record ProbeExistence(Kind kind, String reason) {
  enum Kind {
    /** There is such a probe, or everything that can be seen speaks for it. */
    EXISTS,
    /** There may be one in something that cannot be looked into. */
    UNKNOWN,
    /** No kernel of this archive has one. */
    ABSENT
  }

  static final ProbeExistence EXISTS = new ProbeExistence(Kind.EXISTS, "");

  static ProbeExistence unknown(String reason) {
    return new ProbeExistence(Kind.UNKNOWN, reason);
  }

  static ProbeExistence absent(String reason) {
    return new ProbeExistence(Kind.ABSENT, reason);
  }
}

package org.bootarchive.boot.config.syslinux;

import org.bootarchive.ufs.finding.SourceLine;

/**
 * Where the arguments of mboot.c32 stand.
 *
 * @param where the line
 * @param label the line of the label that takes them; the line itself if no label does
 */
record ArgumentSource(Kind kind, SourceLine where, SourceLine label) {
  /** The kinds of lines that have arguments. */
  enum Kind {
    /** The label's own append. */
    APPEND,
    /** An append in front of all labels. */
    GLOBAL_APPEND,
    /** The line that names mboot.c32, with nothing appended. */
    KERNEL,
    /** The line that names mboot.c32, and an append. */
    TWO_LINES,
    /** {@code default}, {@code ui} and the like, with a command that is no label. */
    COMMAND
  }

  static ArgumentSource command(SourceLine where) {
    return new ArgumentSource(Kind.COMMAND, where, where);
  }
}

package org.bootarchive.boot.vfs;

import com.google.common.collect.ImmutableList;

/**
 * How a lookup comes to its answer.
 *
 * @param lookup the answer
 * @param steps what the kernel does on the way, in order
 * @param remarks what about it a user might not expect
 */
public record Explanation(Lookup lookup, ImmutableList<Step> steps, ImmutableList<Remark> remarks) {

  /** What a step is about. */
  public enum StepKind {
    /** A name was made canonical, or looked for, among the boot modules. */
    BOOTFS,
    /** It was decided which file system is asked next. */
    DISPATCH,
    /** A component of the path was found, or not. */
    WALK,
    /** A symbolic link was followed. */
    LINK,
    /** The file was opened. */
    OPEN
  }

  /**
   * One thing that the kernel does.
   *
   * @param kind what it is about
   * @param text for people, names escaped
   */
  public record Step(StepKind kind, String text) {}

  /**
   * One thing that a user might not expect.
   *
   * @param code which thing
   * @param text for people, names escaped
   */
  public record Remark(RemarkCode code, String text) {}
}

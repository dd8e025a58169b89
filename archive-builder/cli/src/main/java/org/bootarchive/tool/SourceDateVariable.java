package org.bootarchive.tool;

import org.bootarchive.archive.build.SourceDate;

/** The environment variable SOURCE_DATE_EPOCH. */
final class SourceDateVariable {
  private static final String NAME = "SOURCE_DATE_EPOCH";

  private SourceDateVariable() {}

  /**
   * Returns its value, no limit if it is not set or empty.
   *
   * @throws IllegalArgumentException if it is no number of seconds that the disk can hold
   */
  static SourceDate read() {
    String value = System.getenv(NAME);
    return value == null || value.isEmpty() ? SourceDate.UNLIMITED : SourceDate.parse(value);
  }
}

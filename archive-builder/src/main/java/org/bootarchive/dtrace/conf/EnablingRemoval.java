package org.bootarchive.dtrace.conf;

/** How much of an enabling is removed. */
public enum EnablingRemoval {
  /**
   * Every line that begins with {@code dof-data-}, as dtrace -A does. Of a property that is folded
   * over lines this leaves the lines behind the first, which the kernel then misreads.
   */
  LINES,
  /** The same, and the other lines of a property that is folded. */
  PROPERTIES
}

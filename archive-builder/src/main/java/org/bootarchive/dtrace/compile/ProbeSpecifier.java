package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.KernelProbe;

/**
 * The probes of a clause.
 *
 * @param pattern the four parts
 */
record ProbeSpecifier(KernelProbe pattern) {
  /** Returns the parts with colons between. */
  String text() {
    return text(pattern);
  }

  static String text(KernelProbe pattern) {
    return pattern.provider()
        + ":"
        + pattern.module()
        + ":"
        + pattern.function()
        + ":"
        + pattern.name();
  }
}

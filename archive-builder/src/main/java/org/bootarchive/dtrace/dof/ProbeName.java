package org.bootarchive.dtrace.dof;

/**
 * The four parts of a probe description; an empty part matches all, and each may be a pattern: a
 * {@code dtrace_probedesc_t} of {@code sys/dtrace.h}.
 *
 * @param provider at most 63 bytes
 * @param module at most 63 bytes
 * @param function at most 127 bytes
 * @param name at most 63 bytes
 */
public record ProbeName(String provider, String module, String function, String name) {
  /** Returns the parts with colons between, {@code fbt::rts_new_rtsmsg:entry}. */
  public String text() {
    return provider + ":" + module + ":" + function + ":" + name;
  }
}

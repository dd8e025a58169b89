package org.bootarchive.dtrace;

/**
 * A probe description as the kernel compares it with probes ({@code dtrace_probekey} of dtrace.c).
 */
record ProbeKey(
    ProbePattern provider, ProbePattern module, ProbePattern function, ProbePattern name) {

  static ProbeKey of(String provider, String module, String function, String name) {
    return new ProbeKey(
        ProbePattern.of(provider),
        ProbePattern.of(module),
        ProbePattern.of(function),
        ProbePattern.of(name));
  }

  /**
   * Returns whether it matches a probe of a provider that it matches. One of four empty parts
   * matches the probes that have a function.
   */
  boolean matches(String moduleName, String functionName, String probeName) {
    if (provider.isEmpty() && module.isEmpty() && function.isEmpty() && name.isEmpty()) {
      return !functionName.isEmpty();
    }
    return module.matches(moduleName) && function.matches(functionName) && name.matches(probeName);
  }
}

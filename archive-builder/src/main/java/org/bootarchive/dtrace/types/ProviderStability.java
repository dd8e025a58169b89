package org.bootarchive.dtrace.types;

/**
 * How stable the parts of a provider's probe descriptions are: a {@code dtrace_pattr_t}.
 *
 * @param provider its name
 * @param module names of modules
 * @param function names of functions
 * @param name names of probes
 * @param arguments the arguments of its probes
 */
public record ProviderStability(
    StabilityAttributes provider,
    StabilityAttributes module,
    StabilityAttributes function,
    StabilityAttributes name,
    StabilityAttributes arguments) {

  /** Returns one in which all parts are alike. */
  public static ProviderStability of(StabilityAttributes all) {
    return new ProviderStability(all, all, all, all, all);
  }
}

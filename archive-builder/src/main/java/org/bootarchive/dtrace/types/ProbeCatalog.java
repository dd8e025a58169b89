package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.dtrace.KernelProbe;

/** Which probes a kernel has. */
public interface ProbeCatalog {
  /** Returns the stability of a provider that the kernel has, nothing for one that it has not. */
  Optional<ProviderStability> provider(String name);

  /**
   * Returns the first probes, in the order in which the kernel numbers them, that a description
   * matches as the kernel matches it: an empty part matches everything, others can be patterns.
   *
   * @param description what is asked for
   * @param most how many are wanted at most
   */
  ImmutableList<KernelProbe> matching(KernelProbe description, int most);

  /** Returns the arguments of a probe in order; none if nothing is known of them. */
  ImmutableList<ProbeArgument> arguments(KernelProbe probe);

  /**
   * Returns whether it is known which arguments a provider's probes have, if it says none of a
   * probe.
   */
  default boolean knowsArguments(String provider) {
    return true;
  }
}

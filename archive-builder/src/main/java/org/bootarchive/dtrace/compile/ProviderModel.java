package org.bootarchive.dtrace.compile;

import java.util.HashMap;
import java.util.Map;
import org.bootarchive.dtrace.types.ProviderStability;
import org.bootarchive.dtrace.types.StabilityAttributes;

/** A provider: one that the kernel has, or one that a program declares. */
final class ProviderModel {
  final String name;
  final boolean ofKernel;
  final long generation;
  ProviderStability stability = ProviderStability.of(StabilityAttributes.PRIVATE_UNKNOWN);

  /** Probes by module, function and name with colons between. */
  final Map<String, ProbeModel> probes = new HashMap<>();

  ProviderModel(String name, boolean ofKernel, long generation) {
    this.name = name;
    this.ofKernel = ofKernel;
    this.generation = generation;
  }
}

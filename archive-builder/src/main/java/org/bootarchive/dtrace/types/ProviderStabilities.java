package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableMap;

/**
 * How stable the kernel's providers say they are: the {@code dtrace_pattr_t} that each registers
 * (dtrace.c, fbt.c, sdt_subr.c, systrace.c, profile.c, lockstat.c, dcpc.c).
 */
final class ProviderStabilities {
  private static final StabilityAttributes NOTHING = StabilityAttributes.PRIVATE_UNKNOWN;
  private static final StabilityAttributes PRIVATE_ISA = new StabilityAttributes(1, 1, 4);
  private static final StabilityAttributes EVOLVING_ISA = new StabilityAttributes(5, 5, 4);
  private static final StabilityAttributes EVOLVING_COMMON = StabilityAttributes.EVOLVING_COMMON;
  private static final StabilityAttributes EVOLVING_CPU = new StabilityAttributes(5, 5, 1);
  private static final StabilityAttributes STABLE_COMMON = StabilityAttributes.STABLE_COMMON;

  /** What most providers of sdt have: {@code stab_attr}. */
  private static final ProviderStability STABLE_PROBES =
      new ProviderStability(EVOLVING_ISA, NOTHING, NOTHING, EVOLVING_ISA, EVOLVING_ISA);

  /** {@code info_attr}, and fbt's. */
  private static final ProviderStability STABLE_NAMES =
      new ProviderStability(EVOLVING_ISA, NOTHING, NOTHING, EVOLVING_ISA, PRIVATE_ISA);

  /** {@code fc_attr}, {@code nfs_attr} and others. */
  private static final ProviderStability STABLE_ARGUMENTS =
      new ProviderStability(EVOLVING_ISA, NOTHING, NOTHING, PRIVATE_ISA, EVOLVING_ISA);

  private static final ImmutableMap<String, ProviderStability> BY_NAME =
      ImmutableMap.<String, ProviderStability>builder()
          .put(
              "dtrace",
              new ProviderStability(STABLE_COMMON, NOTHING, NOTHING, STABLE_COMMON, STABLE_COMMON))
          .put("fbt", STABLE_NAMES)
          .put(
              "syscall",
              new ProviderStability(
                  EVOLVING_COMMON, NOTHING, PRIVATE_ISA, EVOLVING_COMMON, PRIVATE_ISA))
          .put(
              "profile",
              new ProviderStability(
                  EVOLVING_COMMON,
                  new StabilityAttributes(4, 4, 0),
                  NOTHING,
                  EVOLVING_COMMON,
                  EVOLVING_COMMON))
          .put(
              "lockstat",
              new ProviderStability(
                  EVOLVING_COMMON, NOTHING, NOTHING, EVOLVING_COMMON, EVOLVING_COMMON))
          .put(
              "cpc",
              new ProviderStability(
                  EVOLVING_COMMON, NOTHING, NOTHING, EVOLVING_CPU, EVOLVING_COMMON))
          .put(
              "vtrace",
              new ProviderStability(
                  new StabilityAttributes(4, 4, 4),
                  NOTHING,
                  NOTHING,
                  NOTHING,
                  new StabilityAttributes(4, 4, 4)))
          .put("sysinfo", STABLE_NAMES)
          .put("vminfo", STABLE_NAMES)
          .put(
              "fpuinfo",
              new ProviderStability(EVOLVING_ISA, NOTHING, NOTHING, EVOLVING_CPU, PRIVATE_ISA))
          .put("sched", STABLE_PROBES)
          .put("proc", STABLE_PROBES)
          .put("io", STABLE_PROBES)
          .put("ip", STABLE_PROBES)
          .put("tcp", STABLE_PROBES)
          .put("udp", STABLE_PROBES)
          .put("mib", STABLE_PROBES)
          .put("sysevent", STABLE_PROBES)
          .put("vnd", STABLE_PROBES)
          .put(
              "fsinfo",
              new ProviderStability(EVOLVING_ISA, NOTHING, NOTHING, NOTHING, EVOLVING_ISA))
          .put("iscsi", STABLE_ARGUMENTS)
          .put("nfsv3", STABLE_ARGUMENTS)
          .put("nfsv4", STABLE_ARGUMENTS)
          .put("smb", STABLE_ARGUMENTS)
          .put("smb2", STABLE_ARGUMENTS)
          .put("fc", STABLE_ARGUMENTS)
          .put("srp", STABLE_ARGUMENTS)
          .put(
              "xpv",
              new ProviderStability(
                  new StabilityAttributes(5, 5, 2),
                  NOTHING,
                  NOTHING,
                  new StabilityAttributes(1, 1, 2),
                  new StabilityAttributes(1, 1, 2)))
          .put(
              "sdt",
              new ProviderStability(EVOLVING_ISA, NOTHING, NOTHING, PRIVATE_ISA, PRIVATE_ISA))
          .buildOrThrow();

  private ProviderStabilities() {}

  /** Returns what a provider of the kernel says; for one that is not known, nothing is stable. */
  static ProviderStability of(String provider) {
    return BY_NAME.getOrDefault(
        provider, ProviderStability.of(StabilityAttributes.UNSTABLE_COMMON));
  }
}

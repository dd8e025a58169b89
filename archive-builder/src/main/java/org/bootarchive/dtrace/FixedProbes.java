package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSet;
import java.util.function.Consumer;

/** The probes that are the same on every kernel. */
final class FixedProbes {
  private static final ImmutableSet<String> OF_DTRACE = ImmutableSet.of("BEGIN", "END", "ERROR");

  /** {@code lockstat_probes} of lockstat.c. */
  private static final ImmutableListMultimap<String, String> OF_LOCKSTAT =
      ImmutableListMultimap.<String, String>builder()
          .putAll("mutex_enter", "adaptive-acquire", "adaptive-block", "adaptive-spin")
          .putAll("mutex_exit", "adaptive-release")
          .putAll("mutex_destroy", "adaptive-release")
          .putAll("mutex_tryenter", "adaptive-acquire")
          .putAll("lock_set", "spin-acquire", "spin-spin")
          .putAll("lock_set_spl", "spin-acquire", "spin-spin")
          .putAll("lock_try", "spin-acquire")
          .putAll("lock_clear", "spin-release")
          .putAll("lock_clear_splx", "spin-release")
          .putAll("CLOCK_UNLOCK", "spin-release")
          .putAll("rw_enter", "rw-acquire", "rw-block")
          .putAll("rw_exit", "rw-release")
          .putAll("rw_tryenter", "rw-acquire")
          .putAll("rw_tryupgrade", "rw-upgrade")
          .putAll("rw_downgrade", "rw-downgrade")
          .putAll("thread_lock", "thread-spin")
          .putAll("thread_lock_high", "thread-spin")
          .build();

  private FixedProbes() {}

  /** Adds the probes of the provider dtrace that a description matches. */
  static void addDtrace(KernelProbes.ProbeList found) {
    OF_DTRACE.forEach(name -> found.add(Provider.DTRACE, "", "", name));
  }

  /** Adds the probes of the provider lockstat that a description matches. */
  static void addLockstat(KernelProbes.ProbeList found) {
    OF_LOCKSTAT
        .entries()
        .forEach(
            probe -> found.add(Provider.LOCKSTAT, "genunix", probe.getKey(), probe.getValue()));
  }

  /** Returns whether the provider dtrace has a probe that a description matches. */
  static boolean ofDtrace(ProbeKey key) {
    return first(key, FixedProbes::addDtrace);
  }

  /** Returns whether the provider lockstat has one. */
  static boolean ofLockstat(ProbeKey key) {
    return first(key, FixedProbes::addLockstat);
  }

  private static boolean first(ProbeKey key, Consumer<KernelProbes.ProbeList> adding) {
    KernelProbes.ProbeList found = new KernelProbes.ProbeList(key, 1);
    adding.accept(found);
    return found.isFull();
  }
}

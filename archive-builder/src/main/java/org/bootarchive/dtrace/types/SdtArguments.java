package org.bootarchive.dtrace.types;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import java.util.List;
import org.bootarchive.dtrace.KernelProbe;

/**
 * The arguments of the probes that the sdt driver makes, as far as they matter in a boot: of the
 * providers sched, proc, io, mib, fsinfo and sysevent ({@code sdt_args} of sdt_subr.c).
 */
final class SdtArguments {
  /** What stands for all probes of a provider. */
  private static final String ANY = "*";

  private static final String THREAD = "0 kthread_t * -> lwpsinfo_t *|0 kthread_t * -> psinfo_t *";
  private static final String BUFFER =
      "0 buf_t * -> bufinfo_t *|0 buf_t * -> devinfo_t *|0 buf_t * -> fileinfo_t *";

  private static final ImmutableListMultimap<String, ProbeArgument> BY_PROBE = table();

  private SdtArguments() {}

  private static ImmutableListMultimap<String, ProbeArgument> table() {
    ImmutableListMultimap.Builder<String, ProbeArgument> table = ImmutableListMultimap.builder();
    for (String name :
        new String[] {
          "wakeup",
          "off-cpu",
          "tick",
          "surrender",
          "schedctl-preempt",
          "cpucaps-sleep",
          "cpucaps-wakeup"
        }) {
      put(table, "sched:" + name, THREAD);
    }
    put(table, "sched:dequeue", THREAD + "|1 disp_t * -> cpuinfo_t *");
    put(table, "sched:enqueue", THREAD + "|1 disp_t * -> cpuinfo_t *|2 int");
    put(table, "sched:change-pri", THREAD + "|1 pri_t");
    put(table, "sched:schedctl-nopreempt", THREAD + "|1 int");
    put(table, "sched:schedctl-yield", "0 int");
    put(table, "proc:create", "0 proc_t * -> psinfo_t *");
    put(table, "proc:exec", "0 string");
    put(table, "proc:exec-failure", "0 int");
    put(table, "proc:exit", "0 int");
    put(table, "proc:fault", "0 int|1 siginfo_t *");
    put(table, "proc:lwp-create", THREAD);
    put(table, "proc:signal-clear", "0 int|1 siginfo_t *");
    put(
        table,
        "proc:signal-discard",
        "0 kthread_t * -> lwpsinfo_t *|1 proc_t * -> psinfo_t *|2 int");
    put(table, "proc:signal-handle", "0 int|1 siginfo_t *|2 void (*)(void)");
    put(table, "proc:signal-send", THREAD + "|1 int");
    for (String name : new String[] {"start", "done", "wait-start", "wait-done"}) {
      put(table, "io:" + name, BUFFER);
    }
    put(table, "mib:" + ANY, "0 int");
    put(table, "fsinfo:" + ANY, "0 vnode_t * -> fileinfo_t *|1 int -> int");
    put(
        table,
        "sysevent:post",
        "0 evch_bind_t * -> syseventchaninfo_t *|1 sysevent_impl_t * -> syseventinfo_t *");
    return table.build();
  }

  private static void put(
      ImmutableListMultimap.Builder<String, ProbeArgument> table, String probe, String arguments) {
    for (String argument : Splitter.on('|').split(arguments)) {
      List<String> types = Splitter.on(" -> ").splitToList(argument.substring(2));
      table.put(
          probe,
          new ProbeArgument(
              argument.charAt(0) - '0', types.get(0), types.size() > 1 ? types.get(1) : ""));
    }
  }

  /**
   * Returns the arguments of a probe in order; none if it has none, or nothing is known of them.
   */
  static ImmutableList<ProbeArgument> of(KernelProbe probe) {
    ImmutableList<ProbeArgument> named = BY_PROBE.get(probe.provider() + ":" + probe.name());
    return named.isEmpty() ? BY_PROBE.get(probe.provider() + ":" + ANY) : named;
  }
}

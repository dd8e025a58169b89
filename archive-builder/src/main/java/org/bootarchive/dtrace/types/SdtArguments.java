package org.bootarchive.dtrace.types;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.KernelProbe;
import org.bootarchive.dtrace.elf.SdtArgument;

/**
 * The arguments of the probes that the sdt driver makes, by the table that the driver itself has;
 * for a driver in which there is none, those that matter in a boot ({@code sdt_args} of
 * uts/common/dtrace/sdt_subr.c).
 */
final class SdtArguments {
  /** {@code DTRACE_MAXARGS} would be the most; no probe has half of it. */
  private static final int MOST = 32;

  private static final String THREAD = "0 kthread_t * -> lwpsinfo_t *|0 kthread_t * -> psinfo_t *";
  private static final String BUFFER =
      "0 buf_t * -> bufinfo_t *|0 buf_t * -> devinfo_t *|0 buf_t * -> fileinfo_t *";
  private static final String IP =
      "0 mblk_t * -> pktinfo_t *|1 conn_t * -> csinfo_t *|2 void_ip_t * -> ipinfo_t *"
          + "|3 __dtrace_ipsr_ill_t * -> ifinfo_t *|4 ipha_t * -> ipv4info_t *"
          + "|5 ip6_t * -> ipv6info_t *|6 int";
  private static final String CONNECTION =
      "0 mblk_t * -> pktinfo_t *|1 ip_xmit_attr_t * -> csinfo_t *|";
  private static final String TCP =
      CONNECTION
          + "2 void_ip_t * -> ipinfo_t *|3 tcp_t * -> tcpsinfo_t *|4 tcph_t * -> tcpinfo_t *";
  private static final String TCP_DATA =
      CONNECTION
          + "2 __dtrace_tcp_void_ip_t * -> ipinfo_t *|3 tcp_t * -> tcpsinfo_t *"
          + "|4 __dtrace_tcp_tcph_t * -> tcpinfo_t *";
  private static final String UDP =
      CONNECTION
          + "2 void_ip_t * -> ipinfo_t *|3 udp_t * -> udpsinfo_t *|4 udpha_t * -> udpinfo_t *";

  /** What is known without a driver's table. */
  static final SdtArguments WITHOUT_TABLE = withoutTable();

  private final ImmutableList<SdtArgument> rows;
  private final ImmutableSet<String> unknown;

  private SdtArguments(ImmutableList<SdtArgument> rows, ImmutableSet<String> unknown) {
    this.rows = rows;
    this.unknown = unknown;
  }

  /** Returns those of a driver's table. */
  static SdtArguments ofTable(ImmutableList<SdtArgument> rows) {
    return new SdtArguments(rows, ImmutableSet.of());
  }

  private static SdtArguments withoutTable() {
    ImmutableList.Builder<SdtArgument> rows = ImmutableList.builder();
    add(rows, "sched", "wakeup", THREAD);
    add(rows, "sched", "off-cpu", THREAD);
    add(rows, "sched", "tick", THREAD);
    add(rows, "sched", "surrender", THREAD);
    add(rows, "sched", "schedctl-preempt", THREAD);
    add(rows, "sched", "cpucaps-sleep", THREAD);
    add(rows, "sched", "cpucaps-wakeup", THREAD);
    add(rows, "sched", "dequeue", THREAD + "|1 disp_t * -> cpuinfo_t *");
    add(rows, "sched", "enqueue", THREAD + "|1 disp_t * -> cpuinfo_t *|2 int");
    add(rows, "sched", "change-pri", THREAD + "|1 pri_t");
    add(rows, "sched", "schedctl-nopreempt", THREAD + "|1 int");
    add(rows, "sched", "schedctl-yield", "0 int");
    add(rows, "proc", "create", "0 proc_t * -> psinfo_t *");
    add(rows, "proc", "exec", "0 string");
    add(rows, "proc", "exec-failure", "0 int");
    add(rows, "proc", "exit", "0 int");
    add(rows, "proc", "fault", "0 int|1 siginfo_t *");
    add(rows, "proc", "lwp-create", THREAD);
    add(rows, "proc", "signal-clear", "0 int|1 siginfo_t *");
    add(
        rows,
        "proc",
        "signal-discard",
        "0 kthread_t * -> lwpsinfo_t *|1 proc_t * -> psinfo_t *|2 int");
    add(rows, "proc", "signal-handle", "0 int|1 siginfo_t *|2 void (*)(void)");
    add(rows, "proc", "signal-send", THREAD + "|1 int");
    for (String name : List.of("start", "done", "wait-start", "wait-done")) {
      add(rows, "io", name, BUFFER);
    }
    add(rows, "mib", "", "0 int");
    add(rows, "fsinfo", "", "0 vnode_t * -> fileinfo_t *|1 int -> int");
    add(rows, "ip", "send", IP);
    add(rows, "ip", "receive", IP);
    for (String name :
        List.of(
            "connect-established",
            "connect-refused",
            "connect-request",
            "accept-established",
            "accept-refused")) {
      add(rows, "tcp", name, TCP);
    }
    add(
        rows,
        "tcp",
        "state-change",
        "0 void -> void|1 ip_xmit_attr_t * -> csinfo_t *|2 void -> void|3 tcp_t * -> tcpsinfo_t *"
            + "|4 void -> void|5 int32_t -> tcplsinfo_t *");
    add(rows, "tcp", "send", TCP_DATA);
    add(rows, "tcp", "receive", TCP_DATA);
    add(rows, "udp", "send", UDP);
    add(rows, "udp", "receive", UDP);
    add(
        rows,
        "sysevent",
        "post",
        "0 evch_bind_t * -> syseventchaninfo_t *|1 sysevent_impl_t * -> syseventinfo_t *");
    return new SdtArguments(
        rows.build(),
        ImmutableSet.of("iscsi", "nfsv3", "nfsv4", "smb", "smb2", "xpv", "fc", "srp", "vnd"));
  }

  private static void add(
      ImmutableList.Builder<SdtArgument> rows, String provider, String probe, String arguments) {
    int index = 0;
    for (String argument : Splitter.on('|').split(arguments)) {
      List<String> types = Splitter.on(" -> ").splitToList(argument.substring(2));
      rows.add(
          new SdtArgument(
              provider,
              probe,
              index++,
              argument.charAt(0) - '0',
              types.get(0),
              types.size() > 1 ? types.get(1) : ""));
    }
  }

  /** Returns whether all is known of the arguments of a provider's probes. */
  boolean know(String provider) {
    return !unknown.contains(provider);
  }

  /** Returns the arguments of a probe in order; none if nothing is known of the first. */
  ImmutableList<ProbeArgument> of(KernelProbe probe) {
    List<ProbeArgument> arguments = new ArrayList<>();
    while (arguments.size() < MOST) {
      int index = arguments.size();
      for (SdtArgument row : rows) {
        if (row.provider().equals(probe.provider())
            && (row.probe().isEmpty() || row.probe().equals(probe.name()))
            && row.index() == index
            && row.nativeIndex() >= 0
            && row.nativeIndex() < MOST) {
          arguments.add(
              new ProbeArgument(row.nativeIndex(), row.nativeType(), row.translatedType()));
          break;
        }
      }
      if (arguments.size() == index) {
        break;
      }
    }
    return ImmutableList.copyOf(arguments);
  }
}

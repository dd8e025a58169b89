package org.bootarchive.dtrace.elf;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;

/** The providers of the sdt driver ({@code sdt_providers} of uts/common/dtrace/sdt_subr.c). */
public final class SdtProvider {
  /** The one that takes what no other takes. */
  private static final String CATCH_ALL = "sdt";

  private static final ImmutableMap<String, String> BY_PREFIX =
      ImmutableMap.<String, String>builder()
          .put("__vtrace_", "vtrace")
          .put("__cpu_sysinfo_", "sysinfo")
          .put("__cpu_vminfo_", "vminfo")
          .put("__fpuinfo_", "fpuinfo")
          .put("__sched_", "sched")
          .put("__proc_", "proc")
          .put("__io_", "io")
          .put("__ip_", "ip")
          .put("__tcp_", "tcp")
          .put("__udp_", "udp")
          .put("__mib_", "mib")
          .put("__fsinfo_", "fsinfo")
          .put("__iscsi_", "iscsi")
          .put("__nfsv3_", "nfsv3")
          .put("__nfsv4_", "nfsv4")
          .put("__smb_", "smb")
          .put("__smb2_", "smb2")
          .put("__xpv_", "xpv")
          .put("__fc_", "fc")
          .put("__srp_", "srp")
          .put("__sysevent_", "sysevent")
          .put("__vnd_", "vnd")
          .buildOrThrow();

  private static final ImmutableSet<String> NAMES =
      ImmutableSet.<String>builder().addAll(BY_PREFIX.values()).add(CATCH_ALL).build();

  private SdtProvider() {}

  /** Returns the names of the providers. */
  public static ImmutableSet<String> names() {
    return NAMES;
  }

  /**
   * Returns the probe that a call makes ({@code sdt_provide_module}).
   *
   * @param marker the name that is called, without {@code __dtrace_probe_}
   * @param function where the call is, empty if that is not known
   */
  static SdtProbe probe(String marker, String function) {
    for (Map.Entry<String, String> provider : BY_PREFIX.entrySet()) {
      if (marker.startsWith(provider.getKey())) {
        String name = marker.substring(provider.getKey().length());
        return new SdtProbe(provider.getValue(), function, name.replace("__", "-"));
      }
    }
    return new SdtProbe(CATCH_ALL, function, marker.replace("__", "-"));
  }
}

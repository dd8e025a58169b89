package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bootarchive.dtrace.elf.SdtProvider;

/** The providers that a kernel can have when it boots, and the drivers that they come from. */
final class Provider {
  static final String DTRACE = "dtrace";
  static final String FBT = "fbt";
  static final String SYSCALL = "syscall";
  static final String LOCKSTAT = "lockstat";
  static final String PROFILE = "profile";
  static final String CPC = "cpc";

  private static final String SDT_DRIVER = "sdt";

  private static final ImmutableMap<String, String> DRIVERS = drivers();

  /** The process's number at the end, which makes the name of a provider within a process. */
  private static final Pattern OF_PROCESS = Pattern.compile("[^0-9](?:.*[^0-9])?[0-9]+");

  private static final Pattern PID = Pattern.compile("pid[0-9]+");

  private Provider() {}

  private static ImmutableMap<String, String> drivers() {
    ImmutableMap.Builder<String, String> drivers = ImmutableMap.builder();
    drivers.put(DTRACE, "dtrace").put(FBT, "fbt").put(SYSCALL, "systrace");
    drivers.put(LOCKSTAT, "lockstat").put(PROFILE, "profile").put(CPC, "dcpc");
    SdtProvider.names().forEach(name -> drivers.put(name, SDT_DRIVER));
    return drivers.buildOrThrow();
  }

  /** Returns the driver that a provider comes from; empty if none of the kernel has it. */
  static Optional<String> driver(String provider) {
    return Optional.ofNullable(DRIVERS.get(provider));
  }

  /** Returns the kernel's providers that a pattern matches. */
  static ImmutableList<String> matching(ProbePattern pattern) {
    return DRIVERS.keySet().stream()
        .filter(pattern::matches)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns whether a module is the driver of a provider: {@code drv/fbt}. */
  static boolean isDriver(String module) {
    return module.startsWith("drv/")
        && (DRIVERS.containsValue(module.substring("drv/".length()))
            || module.equals("drv/fasttrap"));
  }

  static boolean isSdt(String provider) {
    return SDT_DRIVER.equals(DRIVERS.get(provider));
  }

  /** Returns whether a provider's probes are made for one process by a consumer: pid123. */
  static boolean isPid(String provider) {
    return PID.matcher(provider).matches();
  }

  /** Returns whether a name, or what a pattern can match, is that of a provider in a process. */
  static boolean canBeOfProcess(ProbePattern provider) {
    return !provider.isName() || OF_PROCESS.matcher(provider.toString()).matches();
  }
}

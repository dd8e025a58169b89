package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.conf.SystemFile;
import org.bootarchive.dtrace.conf.SystemStatement;

/** Whether /etc/system has the drivers loaded and attached in time ({@code mod_sysctl}). */
final class ForceloadFindings {
  private static final String DRIVERS = "drv/";

  private ForceloadFindings() {}

  /**
   * @param expected whether an empty {@code system} means that the kernel has none
   */
  static void add(
      RequiredDrivers drivers,
      Optional<SystemFile> system,
      boolean expected,
      FindingList findings) {
    if (system.isPresent()) {
      add(drivers, system.get(), findings);
    } else if (expected) {
      findings.add(
          EnablingCode.SYSTEM_MISSING.finding(
              "the kernel finds no /etc/system, so that nothing attaches drv/dtrace at boot"));
    }
  }

  private static void add(RequiredDrivers drivers, SystemFile system, FindingList findings) {
    ImmutableList<String> forceloads = system.forceloads();
    int dtrace = forceloads.indexOf(DRIVERS + RequiredDrivers.DTRACE);
    if (dtrace < 0) {
      findings.add(
          EnablingCode.FORCELOAD_MISSING.finding(
              "/etc/system does not force-load drv/dtrace: the enabling is read only when something"
                  + " opens /dev/dtrace"));
    }
    for (Map.Entry<String, String> driver : drivers.named().entrySet()) {
      int at = forceloads.indexOf(DRIVERS + driver.getKey());
      if (at < 0) {
        findings.add(
            EnablingCode.FORCELOAD_MISSING.finding(
                "/etc/system does not force-load drv/"
                    + driver.getKey()
                    + ", which has the probes of "
                    + driver.getValue()));
      } else if (dtrace >= 0 && at > dtrace) {
        findings.add(
            EnablingCode.FORCELOAD_AFTER_DTRACE.finding(
                "drv/"
                    + driver.getKey()
                    + " is force-loaded after drv/dtrace: its probes are not there yet when the"
                    + " enabling is read, and are enabled later"));
      }
    }
    for (ImmutableSet<String> anyOf : drivers.eitherOf()) {
      if (anyOf.stream().noneMatch(driver -> forceloads.contains(DRIVERS + driver))) {
        findings.add(
            EnablingCode.FORCELOAD_MISSING.finding(
                "/etc/system force-loads none of drv/" + String.join(", drv/", anyOf)));
      }
    }
    addExcluded(drivers, system, findings);
    system.rejected().forEach(finding -> findings.add(finding.in(system.name())));
  }

  private static void addExcluded(
      RequiredDrivers drivers, SystemFile system, FindingList findings) {
    for (SystemStatement statement : system.statements()) {
      if (statement instanceof SystemStatement.Exclude exclude
          && exclude.module().startsWith(DRIVERS)) {
        String driver = exclude.module().substring(DRIVERS.length());
        if (driver.equals(RequiredDrivers.DTRACE) || drivers.named().containsKey(driver)) {
          findings.add(
              EnablingCode.DRIVER_EXCLUDED.finding(
                  system.name() + ":" + exclude.line() + ": " + exclude.module() + " is excluded"));
        }
      }
    }
  }
}

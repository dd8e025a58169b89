package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.dtrace.KernelFiles.Found;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.DriverEntry;
import org.bootarchive.dtrace.conf.SystemFile;
import org.bootarchive.dtrace.elf.ElfFormatException;
import org.bootarchive.dtrace.elf.ElfType;
import org.bootarchive.dtrace.elf.KernelModule;

/** Whether the kernel finds the drivers, and can attach them. */
final class DriverFindings {
  private static final String MAJOR_NUMBERS = "/etc/name_to_major";
  private static final String DRIVERS = "drv/";

  /** Longer files of a driver's settings are not looked at. */
  private static final long MAX_CONF_BYTES = 1 << 20;

  private final KernelFiles files;
  private final FindingList findings;
  private final List<String> notLoadable = new ArrayList<>();

  DriverFindings(KernelFiles files, FindingList findings) {
    this.files = files;
    this.findings = findings;
  }

  void add(RequiredDrivers drivers, Optional<SystemFile> system) throws IOException {
    ImmutableSet<String> required =
        ImmutableSet.<String>builder()
            .addAll(drivers.named().keySet())
            .add(RequiredDrivers.DTRACE)
            .build();
    Optional<Found> majors = files.file(MAJOR_NUMBERS);
    ImmutableList<String> names =
        majors.isPresent() ? NumberedNames.of(majors.get().content()) : ImmutableList.of();
    for (String driver : required) {
      addModule(driver);
      if (!driver.equals(RequiredDrivers.DTRACE)) {
        addDevice(driver);
      }
      if (majors.isPresent() && !names.contains(driver)) {
        findings.add(
            EnablingCode.DRIVER_HAS_NO_MAJOR.finding(
                MAJOR_NUMBERS + " has no number for " + driver + ", which cannot be attached"));
      }
    }
    if (!notLoadable.isEmpty()) {
      findings.add(
          EnablingCode.DRIVER_NOT_LOADABLE.finding(
              "krtld loads relocatable ELF files for 64-bit x86, and these are none: "
                  + String.join(", ", notLoadable)));
    }
    for (String forced : system.map(SystemFile::forceloads).orElse(ImmutableList.of())) {
      if (Provider.isDriver(forced) && !required.contains(forced.substring(DRIVERS.length()))) {
        addForced(forced);
      }
    }
  }

  private void addModule(String driver) throws IOException {
    Optional<Found> module = files.module(DRIVERS + driver);
    if (module.isEmpty()) {
      findings.add(EnablingCode.DRIVER_MISSING.finding("krtld finds no " + DRIVERS + driver));
      return;
    }
    byte[] content = module.get().content().slice(0, KernelModule.MAX_BYTES).read();
    try {
      if (KernelModule.read(driver, content).type() == ElfType.RELOCATABLE) {
        return;
      }
    } catch (ElfFormatException e) {
      // The finding says what is expected.
    }
    notLoadable.add(module.get().path());
  }

  private void addForced(String forced) throws IOException {
    if (files.module(forced).isEmpty()) {
      findings.add(
          EnablingCode.FORCELOAD_FAILS.finding(
              "krtld finds no " + forced + ", which no probe of the enabling needs"));
    }
  }

  private void addDevice(String driver) throws IOException {
    Optional<Found> file = files.driverConf(driver);
    if (file.isEmpty()) {
      findings.add(
          EnablingCode.DRIVER_HAS_NO_DEVICE.finding(
              "the kernel finds no " + DRIVERS + driver + ".conf, so that nothing is attached"));
      return;
    }
    byte[] content = file.get().content().slice(0, MAX_CONF_BYTES).read();
    DriverConf conf = DriverConf.parse(content, file.get().path());
    boolean device =
        conf.entries().stream().map(DriverEntry::name).anyMatch(Optional.of(driver)::equals);
    if (!device) {
      findings.add(
          EnablingCode.DRIVER_HAS_NO_DEVICE.finding(
              file.get().path() + " has no entry of the name " + driver));
    }
  }
}

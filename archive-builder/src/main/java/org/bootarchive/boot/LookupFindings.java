package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import org.bootarchive.boot.KernelLookup.Need;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Explanation.Remark;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.ufs.finding.Finding;

/** What is wrong with the kernel's answers. */
final class LookupFindings {
  private static final int MAX_LINES = 20;
  private static final String DRIVERS = "drv/";

  /** Names in the ramdisk that are looked at. */
  private static final int MAX_ENTRIES = 100_000;

  private LookupFindings() {}

  static ImmutableList<Finding> of(KernelLookups asked, BootVfs vfs) throws IOException {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    if (!vfs.hasKnownRoot()) {
      // Nothing is found in such an archive, and one finding says so.
      return ImmutableList.of();
    }
    for (KernelLookup lookup : asked.lookups()) {
      addAnswer(lookup, vfs, findings);
      for (Remark remark : lookup.answer().remarks()) {
        addRemark(lookup, remark, findings);
      }
    }
    addModules(asked, findings);
    asked.systemFile().rejected().stream()
        .limit(MAX_LINES)
        .forEach(
            line ->
                findings.add(
                    FindingCode.SYSTEM_FILE_LINE.finding(
                        "/etc/system, line " + line.line() + ": " + Shown.text(line.message()))));
    return findings.build();
  }

  private static void addModules(KernelLookups asked, ImmutableList.Builder<Finding> findings) {
    for (ModuleLoader.Refusal refusal : asked.refusals()) {
      FindingCode code =
          refusal.need() == Need.ESSENTIAL
              ? FindingCode.KERNEL_FILE_REFUSED
              : FindingCode.MODULE_REFUSED;
      findings.add(
          code.finding(
              Shown.name(refusal.path())
                  + " is there, but is not loaded: "
                  + Shown.text(refusal.reason())));
    }
    for (String driver : asked.devices().withoutNumber()) {
      findings.add(
          FindingCode.NO_MAJOR_NUMBER.finding(
              "etc/name_to_major has no driver " + driver + ", without which the kernel panics"));
    }
    if (!asked.devices().missing().isEmpty()) {
      findings.add(
          FindingCode.DEVICES_NOT_FOLLOWED.finding(
              "the kernel is a stand-in that names no module it needs, and the archive lacks "
                  + String.join(", ", asked.devices().missing())));
    }
    if (asked.isCutShort()) {
      findings.add(
          FindingCode.NOT_ALL_FOLLOWED.finding(
              "what the kernel asks for has more than 2 GiB: not all of it was read"));
    }
    if (asked.reconfigures()) {
      findings.add(
          FindingCode.RECONFIGURES.finding(
              "the boot is a reconfiguration boot: the kernel numbers its devices anew"));
    }
    for (String name : asked.systemFile().forceloads()) {
      if (name.startsWith(DRIVERS) && !asked.drivers().has(name.substring(DRIVERS.length()))) {
        findings.add(
            FindingCode.DRIVER_WITHOUT_NUMBER.finding(
                "etc/system forceloads "
                    + Shown.name(name)
                    + ", a driver that etc/name_to_major does not have"));
      }
    }
  }

  private static void addAnswer(
      KernelLookup lookup, BootVfs vfs, ImmutableList.Builder<Finding> findings)
      throws IOException {
    Lookup answer = lookup.answer().lookup();
    String path = Shown.name(lookup.path());
    if (answer instanceof Lookup.Hang hang) {
      findings.add(
          FindingCode.KERNEL_HANGS.finding("the kernel hangs over " + path + ": " + hang.reason()));
    } else if (answer instanceof Lookup.Crash crash) {
      findings.add(
          FindingCode.KERNEL_CRASHES.finding(
              "the kernel crashes over " + path + ": " + crash.reason()));
    } else if (answer instanceof Lookup.Failed) {
      addMissing(lookup, vfs, findings);
    }
  }

  private static void addMissing(
      KernelLookup lookup, BootVfs vfs, ImmutableList.Builder<Finding> findings)
      throws IOException {
    String where =
        "no "
            + Shown.name(lookup.asked().get(0))
            + (lookup.asked().size() > 1 ? ", nor elsewhere on the module path" : "");
    String purpose = Shown.text(lookup.purpose());
    if (lookup.need() == Need.ESSENTIAL) {
      findings.add(
          FindingCode.KERNEL_FILE_MISSING.finding(
              purpose + " is not there, and the kernel panics: " + where));
    } else if (lookup.need() == Need.EXPECTED) {
      FindingCode code =
          lookup.path().equals(KernelFile.SYSTEM.path())
              ? systemFile(vfs)
              : FindingCode.FORCELOAD_FAILS;
      findings.add(code.finding(purpose + " fails: " + where));
    }
  }

  private static FindingCode systemFile(BootVfs vfs) throws IOException {
    return vfs.isListed(KernelFile.SYSTEM.canonical(), MAX_ENTRIES)
        ? FindingCode.SYSTEM_FILE_UNREADABLE
        : FindingCode.SYSTEM_FILE_MISSING;
  }

  private static void addRemark(
      KernelLookup lookup, Remark remark, ImmutableList.Builder<Finding> findings) {
    String message = Shown.name(lookup.path()) + ": " + remark.text();
    switch (remark.code()) {
      case READ_NEVER_ENDS -> findings.add(FindingCode.KERNEL_HANGS.finding(message));
      case READ_CRASHES -> findings.add(FindingCode.KERNEL_CRASHES.finding(message));
      case HOLE_SHOWS_BOOT_BLOCK, STALE_DATA, NOT_A_REGULAR_FILE, LINK_NOT_FOLLOWED ->
          findings.add(FindingCode.READS_OTHER_BYTES.finding(message));
      case PATH_MANGLED -> findings.add(FindingCode.PATH_MANGLED.finding(message));
      case LINK_BYPASSES_OVERLAY ->
          findings.add(FindingCode.LINK_BYPASSES_OVERLAY.finding(message));
      default -> {
        // The others are no news here: what overlays do is told file by file.
      }
    }
  }
}

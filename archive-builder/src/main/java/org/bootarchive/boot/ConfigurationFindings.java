package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.ufs.finding.Finding;

/** What is wrong with a configuration, and with the files that it names. */
final class ConfigurationFindings {
  private ConfigurationFindings() {}

  static ImmutableList<Finding> of(LoadedBoot boot, ImmutableList<ConfiguredModule> unreadable) {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    Optional<ConfiguredKernel> kernel = boot.configured().kernel();
    if (kernel.isPresent() && !boot.kernelFound()) {
      findings.add(
          FindingCode.KERNEL_MISSING.finding(
              kernel.get().source() + ": no kernel at " + Shown.name(kernel.get().path())));
    }
    String consequence =
        boot.configured().loader().stopsAtMissingFile()
            ? "; the boot loader stops there"
            : "; the boot loader goes on without it";
    for (ConfiguredModule module : boot.missing()) {
      findings.add(
          FindingCode.MODULE_MISSING.finding(
              module.source() + ": " + Shown.name(module.path()) + " is not there" + consequence));
    }
    for (ConfiguredModule module : unreadable) {
      findings.add(
          FindingCode.MODULE_UNREADABLE.finding(
              module.source()
                  + ": "
                  + Shown.name(module.path())
                  + " cannot be read"
                  + consequence));
    }
    for (Finding finding : boot.configured().findings()) {
      if (!ConfigCode.TOO_MANY_MODULES.is(finding)) {
        findings.add(ofConfiguration(finding));
      }
    }
    return findings.build();
  }

  private static Finding ofConfiguration(Finding finding) {
    String where = finding.place().map(line -> line + ": ").orElse("");
    return new Finding(
        finding.code(),
        finding.severity(),
        where + finding.message(),
        finding.place(),
        finding.remedy());
  }
}

package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.Optional;
import org.bootarchive.boot.Finding.Severity;
import org.bootarchive.boot.config.ConfigFinding;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;

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
    for (ConfigFinding finding : boot.configured().findings()) {
      if (finding.code() != ConfigFinding.Code.TOO_MANY_MODULES) {
        findings.add(ofConfiguration(finding));
      }
    }
    return findings.build();
  }

  private static Finding ofConfiguration(ConfigFinding finding) {
    Severity severity =
        finding.code().severity() == ConfigFinding.Severity.ERROR
            ? Severity.ERROR
            : Severity.WARNING;
    String where = finding.where().map(line -> line + ": ").orElse("");
    return new Finding(
        code(finding.code()),
        severity,
        where + finding.message(),
        severity == Severity.ERROR
            ? "correct the configuration there"
            : "check that the configuration means this");
  }

  /** Returns a configuration's code as users search for it: {@code grub-line-cut}. */
  static String code(ConfigFinding.Code code) {
    return code.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

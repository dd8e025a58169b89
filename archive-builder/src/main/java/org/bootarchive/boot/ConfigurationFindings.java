package org.bootarchive.boot;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.files.KernelHeader;
import org.bootarchive.ufs.finding.Finding;

/** What is wrong with a configuration, and with the files that it names. */
final class ConfigurationFindings {
  private ConfigurationFindings() {}

  static ImmutableList<Finding> of(LoadedBoot boot, ImmutableList<ConfiguredModule> unreadable) {
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    boot.configured().kernel().ifPresent(kernel -> ofKernel(boot, kernel).ifPresent(findings::add));
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

  private static Optional<Finding> ofKernel(LoadedBoot boot, ConfiguredKernel kernel) {
    String what = kernel.source() + ": " + Shown.name(kernel.path());
    if (boot.configured().findings().stream().anyMatch(ConfigCode.GRUB_OPTION_KEPT::is)) {
      // The first word of the kernel's line is that option, and no path.
      return Optional.empty();
    }
    if (boot.kernel().isEmpty()) {
      return Optional.of(
          FindingCode.KERNEL_MISSING.finding(
              kernel.source() + ": no kernel at " + Shown.name(kernel.path())));
    }
    KernelHeader header = boot.kernel().get();
    if (header.isStandIn()) {
      return Optional.of(
          FindingCode.KERNEL_STAND_IN.finding(
              what + " has no Multiboot header: it is taken for a stand-in of illumos' kernel"));
    }
    boolean isTold =
        boot.configured().findings().stream().anyMatch(ConfigCode.KERNEL_NOT_EXECUTABLE::is);
    return header.isBootable(boot.configured().loader()) || isTold
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ConfigCode.KERNEL_NOT_EXECUTABLE.code(),
                ConfigCode.KERNEL_NOT_EXECUTABLE.severity(),
                what + " has no Multiboot header: the boot loader would refuse it",
                Optional.of(kernel.source()),
                "name illumos' kernel, platform/i86pc/kernel/amd64/unix"));
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

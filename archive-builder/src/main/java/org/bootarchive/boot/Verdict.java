package org.bootarchive.boot;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;

/**
 * What a dry boot comes to.
 *
 * @param outcome what it comes to
 * @param reason the finding that decides, one line for people; empty if all is well
 */
public record Verdict(Outcome outcome, String reason) {
  /** What a boot comes to. */
  public enum Outcome {
    /** The kernel reaches its root with everything as intended. */
    BOOTS,
    /** The kernel reaches its root, but something is not as intended. */
    BOOTS_OTHERWISE,
    /** The kernel is not started, or does not reach its root. */
    FAILS
  }

  private static final ImmutableSet<FindingCode> FATAL =
      ImmutableSet.of(
          FindingCode.KERNEL_MISSING,
          FindingCode.KERNEL_PATH,
          FindingCode.TOO_MANY_MODULES,
          FindingCode.HASH_MISMATCH,
          FindingCode.HASH_NOT_HEX,
          FindingCode.NO_ROOTFS,
          FindingCode.ARCHIVE_UNKNOWN,
          FindingCode.ARCHIVE_IS_CPIO,
          FindingCode.KERNEL_FILE_MISSING,
          FindingCode.KERNEL_FILE_REFUSED,
          FindingCode.NO_MAJOR_NUMBER,
          FindingCode.ROOT_TYPE,
          FindingCode.KERNEL_HANGS,
          FindingCode.KERNEL_CRASHES,
          FindingCode.BOOTENV_RUNS_AWAY,
          FindingCode.SYSTEM_BOOT_PANICS);

  /** Errors at which the boot loader gives up the entry or the script. */
  private static final ImmutableSet<ConfigCode> FATAL_IN_LOADER =
      ImmutableSet.of(
          ConfigCode.NO_KERNEL,
          ConfigCode.NOT_FOLLOWED,
          ConfigCode.GRUB_UNDEFINED_VARIABLE,
          ConfigCode.GRUB_MODULE_BEFORE_KERNEL,
          ConfigCode.GRUB_MENU_COMMAND,
          ConfigCode.GRUB_COMMAND_LINES_TOO_LONG,
          ConfigCode.GRUB_BOOT_BEFORE_KERNEL,
          ConfigCode.GRUB_RELATIVE_PATH,
          ConfigCode.GRUB_FILE_MISSING,
          ConfigCode.GRUB_INITRD,
          ConfigCode.GRUB_BAD_ARGUMENT,
          ConfigCode.IPXE_NO_MAGIC,
          ConfigCode.IPXE_BAD_OPTION,
          ConfigCode.IPXE_NO_MULTIBOOT,
          ConfigCode.IPXE_NOT_EXECUTABLE,
          ConfigCode.IPXE_UNKNOWN_COMMAND,
          ConfigCode.KERNEL_NOT_EXECUTABLE);

  private static final ImmutableSet<String> FATAL_CODES =
      Stream.concat(
              FATAL.stream().map(FindingCode::code), FATAL_IN_LOADER.stream().map(ConfigCode::code))
          .collect(ImmutableSet.toImmutableSet());

  /**
   * Judges findings.
   *
   * @param panic what dboot panics with, if it does
   * @param stops whether the boot loader gives up
   */
  static Verdict of(List<Finding> findings, Optional<String> panic, boolean stops) {
    Optional<Finding> error =
        findings.stream().filter(finding -> finding.severity() == Severity.ERROR).findFirst();
    if (stops) {
      String why = error.map(Finding::message).orElse("the boot loader starts no kernel");
      return new Verdict(Outcome.FAILS, why);
    }
    if (panic.isPresent()) {
      return new Verdict(Outcome.FAILS, Shown.text(panic.get()));
    }
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR && FATAL_CODES.contains(finding.code())) {
        return new Verdict(Outcome.FAILS, finding.message());
      }
    }
    return error
        .map(finding -> new Verdict(Outcome.BOOTS_OTHERWISE, finding.message()))
        .orElse(new Verdict(Outcome.BOOTS, ""));
  }

  /** Returns whether the kernel reaches its root with everything as intended. */
  public boolean isGood() {
    return outcome == Outcome.BOOTS;
  }

  /** Returns the verdict as one line. */
  @Override
  public String toString() {
    return switch (outcome) {
      case BOOTS -> "verdict: would boot";
      case BOOTS_OTHERWISE -> "verdict: would boot, BUT NOT AS INTENDED: " + reason;
      case FAILS -> "verdict: WOULD NOT BOOT: " + reason;
    };
  }
}

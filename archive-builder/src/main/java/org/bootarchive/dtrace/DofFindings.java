package org.bootarchive.dtrace;

import org.bootarchive.dtrace.dof.Consequence;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.Enabling;
import org.bootarchive.dtrace.dof.PropertyVerdict;
import org.bootarchive.dtrace.dof.StartPanic;
import org.bootarchive.dtrace.dof.StartTrouble;
import org.bootarchive.dtrace.dof.TracingStart;

/** What the kernel's reading of the DOFs comes to. */
final class DofFindings {
  private static final String OTHER_BYTE_ORDER = "DOF encoding mismatch";
  private static final String ERROR_PROBE = "dtrace:::ERROR";

  /** {@code DT_ECB_ERROR}: the mark of the ERROR program. */
  private static final long ERROR_PROGRAM = 1;

  private DofFindings() {}

  /**
   * @param whole whether what dtrace -A adds to a program should be there too: the ERROR program
   *     and the options
   */
  static void add(Enabling enabling, boolean whole, FindingList findings) {
    if (enabling.verdicts().isEmpty()) {
      findings.add(EnablingCode.NO_ENABLING.finding("there is no dof-data-0: nothing is traced"));
    } else if (enabling.isTaken()) {
      addOfAccepted(enabling, whole, findings);
    } else {
      addRefusal(enabling, findings);
    }
    addTroubles(enabling, whole, findings);
  }

  private static void addTroubles(Enabling enabling, boolean whole, FindingList findings) {
    TracingStart start = enabling.start();
    for (StartPanic panic : start.panics()) {
      findings.add(
          EnablingCode.KERNEL_MAY_PANIC.finding(
              "probe "
                  + panic.ecb()
                  + " ("
                  + enabling.ecbs().get(panic.ecb()).probe().text()
                  + ") panics the kernel as soon as it is found: "
                  + panic.reason()));
    }
    for (StartTrouble trouble : start.troubles()) {
      if (!whole && trouble.error() == StartTrouble.KernelError.ENOSPC) {
        // The sizes of the buffers are among the options.
        continue;
      }
      String what =
          trouble.ecb().isPresent()
              ? "probe "
                  + trouble.ecb().getAsInt()
                  + " ("
                  + enabling.ecbs().get(trouble.ecb().getAsInt()).probe().text()
                  + ") cannot be enabled, nor what follows it"
              : "tracing does not start";
      findings.add(
          EnablingCode.FAILS_WHEN_ENABLED.finding(
              what + ": " + trouble.reason() + " (" + trouble.error() + ")"));
    }
  }

  private static void addRefusal(Enabling enabling, FindingList findings) {
    PropertyVerdict last = enabling.verdicts().get(enabling.verdicts().size() - 1);
    Consequence consequence = enabling.consequence();
    EnablingCode code =
        consequence == Consequence.FREED_MEMORY || consequence == Consequence.UNDEFINED
            ? EnablingCode.KERNEL_MAY_PANIC
            : EnablingCode.ENABLING_REFUSED;
    String reason = last.reason() == null ? "not taken" : last.reason();
    findings.add(
        code.finding("dof-data-" + last.property() + ": " + reason + "; " + consequence.text()));
    if (reason.contains(OTHER_BYTE_ORDER)) {
      findings.add(
          EnablingCode.WRONG_BYTE_ORDER.finding(
              "dof-data-"
                  + last.property()
                  + " says that it was compiled for a big-endian machine, such as SPARC"));
    }
  }

  private static void addOfAccepted(Enabling enabling, boolean whole, FindingList findings) {
    if (whole
        && enabling.ecbs().stream().noneMatch(ecb -> ecb.probe().text().equals(ERROR_PROBE))) {
      findings.add(
          EnablingCode.NO_ERROR_PROBE.finding(
              "there is no " + ERROR_PROBE + ", which dtrace -A always adds"));
    }
    long programs =
        enabling.ecbs().stream()
            .filter(ecb -> ecb.uarg() != ERROR_PROGRAM)
            .mapToInt(Ecb::property)
            .distinct()
            .count();
    if (programs > 1) {
      findings.add(
          EnablingCode.SEVERAL_PROGRAMS.finding(
              "it has "
                  + programs
                  + " programs; the probes are numbered through, in the order of the properties"));
    }
  }
}

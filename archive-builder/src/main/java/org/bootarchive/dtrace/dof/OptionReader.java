package org.bootarchive.dtrace.dof;

import java.util.List;
import java.util.Optional;

/** Reads the options of a DOF into a state: {@code dtrace_dof_options}. */
final class OptionReader {
  private static final int ALIGNMENT = 8;

  /** What a size of 2^63 - 1 becomes: the highest multiple of 128 MiB below. */
  private static final long MOST_SIZE = Long.MAX_VALUE - (1 << 27) + 1;

  private final KernelDof dof;
  private final boolean destructiveDisallowed;
  private final List<OptionDescription> given;
  private EnabledOptions options;

  /**
   * Makes a reader.
   *
   * @param given takes what is read
   */
  OptionReader(
      KernelDof dof,
      EnabledOptions before,
      boolean destructiveDisallowed,
      List<OptionDescription> given) {
    this.dof = dof;
    this.options = before;
    this.destructiveDisallowed = destructiveDisallowed;
    this.given = given;
  }

  EnabledOptions read() throws RefusedException {
    for (int i = 0; i < dof.header().secnum(); i++) {
      DofSection section = dof.section(i);
      if (SectionType.OPTDESC.is(section)) {
        read(section);
      }
    }
    return options;
  }

  private void read(DofSection section) throws RefusedException {
    long entsize = Integer.toUnsignedLong(section.entsize());
    refuse(section.align() != ALIGNMENT, "bad alignment in option description");
    refuse(entsize == 0, "zeroed option entry size");
    refuse(entsize < OptionDescription.BYTES, "bad option entry size");
    for (long at = 0; at < section.size(); at += entsize) {
      dof.work().spend(OptionDescription.BYTES);
      take(OptionDescription.decode(dof.at(section.offset() + at, OptionDescription.BYTES)));
    }
  }

  private void take(OptionDescription description) throws RefusedException {
    long value = description.value();
    refuse(description.strtab() != DofSection.NONE, "non-zero option string");
    refuse(value == DtraceOption.UNSET, "unset option");
    Optional<DtraceOption> option = DtraceOption.of(description.option());
    refuse(option.isEmpty() || !allowed(option.get(), value), "rejected option");
    given.add(description);
    options = options.with(option.get(), stored(option.get(), value));
  }

  private boolean allowed(DtraceOption option, long value) {
    return option == DtraceOption.CPU
        || (value >= 0 && !(option == DtraceOption.DESTRUCTIVE && destructiveDisallowed));
  }

  private static long stored(DtraceOption option, long value) {
    return switch (option) {
      case BUFSIZE, DYNVARSIZE, AGGSIZE, SPECSIZE, STRSIZE ->
          value == Long.MAX_VALUE ? MOST_SIZE : value;
      default -> value;
    };
  }

  private static void refuse(boolean wrong, String message) throws RefusedException {
    if (wrong) {
      throw RefusedException.of(message);
    }
  }
}

package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableSet;
import java.util.Optional;

/**
 * Variables such as {@code $pid}, which tell of the process that runs the compiler. Here there is
 * none that a kernel in boot would know of, so all are 0.
 */
final class MacroVariables {
  private static final ImmutableSet<String> NAMES =
      ImmutableSet.of(
          "egid", "euid", "gid", "pid", "pgid", "ppid", "projid", "sid", "taskid", "target", "uid");

  private MacroVariables() {}

  static Optional<Integer> value(String name) {
    return NAMES.contains(name) ? Optional.of(0) : Optional.empty();
  }
}

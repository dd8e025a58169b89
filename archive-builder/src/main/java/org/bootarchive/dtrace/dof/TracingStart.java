package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.bootarchive.dtrace.dof.StartTrouble.KernelError;

/**
 * What becomes of an enabling that the kernel took, if every description finds probes: {@code
 * dtrace_enabling_match} makes the ECBs, {@code dtrace_state_go} begins.
 *
 * <p>At the first ECB that fails the kernel warns {@code dtrace_enabling_match() error on ADDRESS:
 * 22} and makes none of those after it. That tracing does not start it does not say.
 *
 * @param layouts by ECB; empty for one that fails
 * @param troubles in the kernel's order; empty if all goes well as far as can be told
 * @param panics the ECBs that the kernel panics at as soon as a probe matches them
 */
public record TracingStart(
    ImmutableList<Optional<EcbLayout>> layouts,
    ImmutableList<StartTrouble> troubles,
    ImmutableList<StartPanic> panics) {

  /** The kernel's buffers are at least one word. */
  private static final int LEAST_BUFFER = 8;

  /** Works out what comes of an enabling; nothing comes of one that is not in force. */
  public static TracingStart of(Enabling enabling) {
    if (enabling.consequence() != Consequence.ENABLED
        && enabling.consequence() != Consequence.EARLIER_STAY) {
      return new TracingStart(ImmutableList.of(), ImmutableList.of(), ImmutableList.of());
    }
    ImmutableList.Builder<Optional<EcbLayout>> layouts = ImmutableList.builder();
    ImmutableList.Builder<StartTrouble> troubles = ImmutableList.builder();
    ImmutableList.Builder<StartPanic> panics = ImmutableList.builder();
    EcbCreation.Effects effects = new EcbCreation.Effects();
    for (int i = 0; i < enabling.ecbs().size(); i++) {
      try {
        Ecb ecb = enabling.ecbs().get(i);
        layouts.add(Optional.of(EcbCreation.create(ecb, enabling.options(), effects)));
      } catch (EcbException e) {
        layouts.add(Optional.empty());
        String reason = String.valueOf(e.getMessage());
        if (e.isPanic()) {
          panics.add(new StartPanic(i, reason));
        } else {
          troubles.add(new StartTrouble(OptionalInt.of(i), KernelError.EINVAL, reason));
        }
      }
    }
    boolean some = !enabling.ecbs().isEmpty();
    start(enabling.options(), effects, some).ifPresent(troubles::add);
    return new TracingStart(layouts.build(), troubles.build(), panics.build());
  }

  private static Optional<StartTrouble> start(
      EnabledOptions options, EcbCreation.Effects effects, boolean some) {
    if (effects.destructive && options.value(DtraceOption.DESTRUCTIVE).isEmpty()) {
      return trouble(
          KernelError.EACCES, "destructive actions without the option destructive, which -w sets");
    }
    if (options.raw(DtraceOption.NSPEC) > Integer.MAX_VALUE) {
      return trouble(KernelError.ENOMEM, "nspec is more than 2147483647");
    }
    if (some && options.value(DtraceOption.GRABANON).isPresent()) {
      return trouble(KernelError.EALREADY, "grabanon in the anonymous enabling itself");
    }
    long bufsize = options.raw(DtraceOption.BUFSIZE);
    long aggsize = options.raw(DtraceOption.AGGSIZE);
    if (effects.aggregates && aggsize > 0) {
      bufsize = Math.max(bufsize, effects.needed);
    }
    if (effects.needed != 0 && bufsize < LEAST_BUFFER) {
      return tooSmall(DtraceOption.BUFSIZE, options);
    }
    if (effects.speculates && options.raw(DtraceOption.SPECSIZE) < LEAST_BUFFER) {
      return tooSmall(DtraceOption.SPECSIZE, options);
    }
    if (effects.aggregates && aggsize < LEAST_BUFFER) {
      return tooSmall(DtraceOption.AGGSIZE, options);
    }
    return Optional.empty();
  }

  private static Optional<StartTrouble> tooSmall(DtraceOption option, EnabledOptions options) {
    OptionalLong value = options.value(option);
    String is = value.isPresent() ? "is " + value.getAsLong() : "is not set";
    return trouble(KernelError.ENOSPC, option.optionName() + " " + is + " and is needed");
  }

  private static Optional<StartTrouble> trouble(KernelError error, String reason) {
    return Optional.of(new StartTrouble(OptionalInt.empty(), error, reason));
  }
}

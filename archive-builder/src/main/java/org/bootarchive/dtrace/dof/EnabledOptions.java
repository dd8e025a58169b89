package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The options of a tracing state: {@code dts_options}, those that the kernel sets itself included.
 *
 * @param values by number of the option; -2 where it is not set
 */
public record EnabledOptions(ImmutableLongArray values) {
  private static final long SECOND = 1_000_000_000;

  /** Returns what {@code dtrace_state_create} begins with. */
  public static EnabledOptions defaults() {
    long[] values = new long[DtraceOption.values().length];
    Arrays.fill(values, DtraceOption.UNSET);
    set(values, DtraceOption.BUFPOLICY, 2);
    set(values, DtraceOption.BUFRESIZE, 0);
    set(values, DtraceOption.NSPEC, 1);
    set(values, DtraceOption.SPECSIZE, 32 * 1024);
    set(values, DtraceOption.CPU, -1);
    set(values, DtraceOption.STRSIZE, 256);
    set(values, DtraceOption.STACKFRAMES, 20);
    set(values, DtraceOption.USTACKFRAMES, 20);
    set(values, DtraceOption.CLEANRATE, 9_900_990);
    set(values, DtraceOption.AGGRATE, SECOND);
    set(values, DtraceOption.SWITCHRATE, SECOND);
    set(values, DtraceOption.STATUSRATE, SECOND);
    set(values, DtraceOption.JSTACKFRAMES, 50);
    set(values, DtraceOption.JSTACKSTRSIZE, 512);
    return new EnabledOptions(ImmutableLongArray.copyOf(values));
  }

  private static void set(long[] values, DtraceOption option, long value) {
    values[option.number()] = value;
  }

  /** Returns the value of an option, if it is set. */
  public OptionalLong value(DtraceOption option) {
    long value = raw(option);
    return value == DtraceOption.UNSET ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /** Returns all that are set, in the order of their numbers. */
  public ImmutableMap<DtraceOption, Long> set() {
    ImmutableMap.Builder<DtraceOption, Long> set = ImmutableMap.builder();
    for (DtraceOption option : DtraceOption.values()) {
      value(option).ifPresent(value -> set.put(option, value));
    }
    return set.buildOrThrow();
  }

  long raw(DtraceOption option) {
    return values.get(option.number());
  }

  EnabledOptions with(DtraceOption option, long value) {
    long[] changed = values.toArray();
    changed[option.number()] = value;
    return new EnabledOptions(ImmutableLongArray.copyOf(changed));
  }
}

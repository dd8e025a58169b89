package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of a tracing state in the order of their numbers, from 0: {@code DTRACEOPT_*} of
 * {@code sys/dtrace.h}.
 */
public enum DtraceOption {
  BUFSIZE(0, OptionUnit.SIZE),
  BUFPOLICY(1, OptionUnit.POLICY),
  DYNVARSIZE(2, OptionUnit.SIZE),
  AGGSIZE(3, OptionUnit.SIZE),
  SPECSIZE(4, OptionUnit.SIZE),
  NSPEC(5, OptionUnit.NUMBER),
  STRSIZE(6, OptionUnit.SIZE),
  CLEANRATE(7, OptionUnit.RATE),
  CPU(8, OptionUnit.CPU),
  BUFRESIZE(9, OptionUnit.RESIZE),
  GRABANON(10, OptionUnit.FLAG),
  FLOWINDENT(11, OptionUnit.FLAG),
  QUIET(12, OptionUnit.FLAG),
  STACKFRAMES(13, OptionUnit.NUMBER),
  USTACKFRAMES(14, OptionUnit.NUMBER),
  AGGRATE(15, OptionUnit.RATE),
  SWITCHRATE(16, OptionUnit.RATE),
  STATUSRATE(17, OptionUnit.RATE),
  DESTRUCTIVE(18, OptionUnit.FLAG),
  STACKINDENT(19, OptionUnit.NUMBER),
  RAWBYTES(20, OptionUnit.FLAG),
  JSTACKFRAMES(21, OptionUnit.NUMBER),
  JSTACKSTRSIZE(22, OptionUnit.SIZE),
  AGGSORTKEY(23, OptionUnit.FLAG),
  AGGSORTREV(24, OptionUnit.FLAG),
  AGGSORTPOS(25, OptionUnit.NUMBER),
  AGGSORTKEYPOS(26, OptionUnit.NUMBER),
  TEMPORAL(27, OptionUnit.FLAG),
  AGGHIST(28, OptionUnit.FLAG),
  AGGPACK(29, OptionUnit.FLAG),
  AGGZOOM(30, OptionUnit.FLAG),
  ZONE(31, OptionUnit.NUMBER);

  /** {@code DTRACEOPT_UNSET}: what an option is that nobody set. */
  public static final long UNSET = -2;

  private static final ImmutableList<DtraceOption> ALL = ImmutableList.copyOf(values());

  private final int number;
  private final OptionUnit unit;

  DtraceOption(int number, OptionUnit unit) {
    this.number = number;
    this.unit = unit;
  }

  /** Returns the option of a number, unsigned 32 bit, if there is one. */
  public static Optional<DtraceOption> of(int number) {
    return number >= 0 && number < ALL.size() ? Optional.of(ALL.get(number)) : Optional.empty();
  }

  /** Returns the option of a name as {@code dtrace -x} takes it, if there is one. */
  public static Optional<DtraceOption> named(String name) {
    return ALL.stream().filter(option -> option.optionName().equals(name)).findFirst();
  }

  /** Returns the number, {@code dofo_option}. */
  public int number() {
    return number;
  }

  /** Returns the name as {@code dtrace -x} takes it, {@code bufsize}. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns what its values count. */
  public OptionUnit unit() {
    return unit;
  }
}

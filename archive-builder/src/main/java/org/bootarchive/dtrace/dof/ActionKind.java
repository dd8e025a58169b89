package org.bootarchive.dtrace.dof;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import java.util.Optional;

/** What an action does: {@code DTRACEACT_*} and {@code DTRACEAGG_*} of {@code sys/dtrace.h}. */
public enum ActionKind {
  NONE(0x0),
  DIFEXPR(0x1),
  EXIT(0x2),
  PRINTF(0x3),
  PRINTA(0x4),
  LIBACT(0x5),
  TRACEMEM(0x6),
  TRACEMEM_DYNSIZE(0x7),
  USTACK(0x101),
  JSTACK(0x102),
  USYM(0x103),
  UMOD(0x104),
  UADDR(0x105),
  STOP(0x201),
  RAISE(0x202),
  SYSTEM(0x203),
  FREOPEN(0x204),
  STACK(0x401),
  SYM(0x402),
  MOD(0x403),
  BREAKPOINT(0x501),
  PANIC(0x502),
  CHILL(0x503),
  SPECULATE(0x601),
  COMMIT(0x602),
  DISCARD(0x603),
  COUNT(0x701),
  MIN(0x702),
  MAX(0x703),
  AVG(0x704),
  SUM(0x705),
  STDDEV(0x706),
  QUANTIZE(0x707),
  LQUANTIZE(0x708),
  LLQUANTIZE(0x709);

  private static final ImmutableMap<Integer, ActionKind> BY_NUMBER =
      Maps.uniqueIndex(Arrays.asList(values()), ActionKind::number);

  private static final int CLASS = 0xff00;
  private static final int PROCESS_DESTRUCTIVE = 0x200;
  private static final int KERNEL_DESTRUCTIVE = 0x500;
  private static final int AGGREGATION = 0x700;

  private final int number;

  ActionKind(int number) {
    this.number = number;
  }

  /** Returns the kind of a number, if there is one. */
  public static Optional<ActionKind> of(int number) {
    return Optional.ofNullable(BY_NUMBER.get(number));
  }

  /** Returns the number, {@code dofa_kind}. */
  public int number() {
    return number;
  }

  /** Returns whether a number is of the class of aggregating functions: {@code DTRACEACT_ISAGG}. */
  public static boolean isAggregation(int number) {
    return (number & CLASS) == AGGREGATION;
  }

  /** Returns whether a number is of a class that needs the option {@code destructive}. */
  public static boolean isDestructive(int number) {
    return (number & CLASS) == PROCESS_DESTRUCTIVE || (number & CLASS) == KERNEL_DESTRUCTIVE;
  }

  /** Returns whether a number is of a kind that has a format: {@code DTRACEACT_ISPRINTFLIKE}. */
  static boolean isPrintfLike(int number) {
    return number == PRINTF.number
        || number == PRINTA.number
        || number == SYSTEM.number
        || number == FREOPEN.number;
  }
}

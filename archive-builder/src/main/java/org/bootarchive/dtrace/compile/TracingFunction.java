package org.bootarchive.dtrace.compile;

import java.util.Locale;
import org.bootarchive.dtrace.dif.DifSubroutine;

/**
 * Functions that are actions, in the order of their numbers: {@code DT_ACT_*} of libdtrace's {@code
 * dt_impl.h}.
 */
enum TracingFunction {
  PRINTF,
  TRACE,
  TRACEMEM,
  STACK,
  STOP,
  BREAKPOINT,
  PANIC,
  SPECULATE,
  COMMIT,
  DISCARD,
  CHILL,
  EXIT,
  USTACK,
  PRINTA,
  RAISE,
  CLEAR,
  NORMALIZE,
  DENORMALIZE,
  TRUNC,
  SYSTEM,
  JSTACK,
  FTRUNCATE,
  FREOPEN,
  SYM,
  MOD,
  USYM,
  UMOD,
  UADDR,
  SETOPT,
  PRINT;

  /** Returns the function of a name; {@code func} and {@code ufunc} are other names of two. */
  static TracingFunction named(String name) {
    return switch (name) {
      case "func" -> SYM;
      case "ufunc" -> USYM;
      default -> valueOf(name.toUpperCase(Locale.ROOT));
    };
  }

  static TracingFunction of(int number) {
    return values()[number - DifSubroutine.LAST - 1];
  }

  /** Returns its number; numbers of subroutines come before. */
  @SuppressWarnings("EnumOrdinal")
  int number() {
    return DifSubroutine.LAST + 1 + ordinal();
  }
}

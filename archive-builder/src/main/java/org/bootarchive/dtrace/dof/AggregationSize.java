package org.bootarchive.dtrace.dof;

import java.util.Locale;

/**
 * How many bytes an aggregating function keeps for each key: the first half of {@code
 * dtrace_ecb_aggregation_create}.
 */
final class AggregationSize {
  private static final int CELL = 8;
  private static final int QUANTIZE_CELLS = 127;

  private AggregationSize() {}

  /** Returns the bytes; fails where the kernel answers EINVAL. */
  static long of(int kind, long arg) throws EcbException {
    ActionKind function =
        ActionKind.of(kind)
            .orElseThrow(
                () ->
                    new EcbException(
                        String.format(Locale.ROOT, "no aggregating function is 0x%x", kind)));
    return switch (function) {
      case COUNT, MIN, MAX, SUM -> CELL;
      case AVG -> 2 * CELL;
      case STDDEV -> 4 * CELL;
      case QUANTIZE -> (long) QUANTIZE_CELLS * CELL;
      case LQUANTIZE -> lquantize(LinearQuantization.of(arg));
      case LLQUANTIZE -> llquantize(LogLinearQuantization.of(arg));
      default ->
          throw new EcbException(
              String.format(Locale.ROOT, "no aggregating function is 0x%x", kind));
    };
  }

  private static long lquantize(LinearQuantization form) throws EcbException {
    if (form.step() == 0 || form.levels() == 0) {
      throw new EcbException(
          String.format(
              Locale.ROOT, "lquantize with step %d and %d levels", form.step(), form.levels()));
    }
    return (form.levels() + 3L) * CELL;
  }

  private static long llquantize(LogLinearQuantization form) throws EcbException {
    int factor = form.factor();
    int steps = form.steps();
    boolean sound = factor >= 2 && form.low() < form.high() && steps >= factor;
    if (sound) {
      long power = factor;
      while (power < steps) {
        power *= factor;
      }
      sound = power % steps == 0 && steps % factor == 0;
    }
    if (!sound) {
      throw new EcbException(
          String.format(
              Locale.ROOT,
              "llquantize with factor %d, magnitudes %d to %d, %d steps",
              factor,
              form.low(),
              form.high(),
              steps));
    }
    return Integer.toUnsignedLong((form.lastBucket() + 2) * CELL);
  }
}

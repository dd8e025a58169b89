package org.bootarchive.dtrace.dof;

/**
 * The argument of {@code lquantize()}, taken apart as {@code DTRACE_LQUANTIZE_*} of {@code
 * sys/dtrace.h} do.
 *
 * @param base where the first bucket begins
 * @param levels how many buckets
 * @param step how wide each is
 */
public record LinearQuantization(int base, int levels, int step) {
  /** Takes an argument apart. */
  public static LinearQuantization of(long arg) {
    return new LinearQuantization(
        (int) arg, (int) (arg >>> 32) & 0xffff, (int) (arg >>> 48) & 0xffff);
  }

  /** Returns where the last bucket ends. */
  public long limit() {
    return base + (long) levels * step;
  }
}

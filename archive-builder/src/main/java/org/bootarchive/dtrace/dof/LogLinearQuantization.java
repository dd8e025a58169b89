package org.bootarchive.dtrace.dof;

/**
 * The argument of {@code llquantize()}, taken apart as {@code DTRACE_LLQUANTIZE_*} of {@code
 * sys/dtrace.h} do; each part is 16 bits.
 *
 * @param factor from one magnitude to the next
 * @param low the lowest magnitude
 * @param high the highest magnitude
 * @param steps buckets of one magnitude
 */
public record LogLinearQuantization(int factor, int low, int high, int steps) {
  private static final int MASK = 0xffff;

  /** Takes an argument apart. */
  public static LogLinearQuantization of(long arg) {
    return new LogLinearQuantization(
        (int) (arg >>> 48) & MASK,
        (int) (arg >>> 32) & MASK,
        (int) (arg >>> 16) & MASK,
        (int) arg & MASK);
  }

  /**
   * Returns the bucket of the greatest value: {@code dtrace_aggregate_llquantize_bucket}, which
   * calculates in 64 bits that may overflow.
   */
  int lastBucket() throws EcbException {
    long power = 1;
    for (int i = 0; i < low; i++) {
      power *= factor;
    }
    long value = Long.MAX_VALUE;
    long last = power;
    int base = 1;
    power *= factor;
    for (int order = low; order <= high; order++) {
      int buckets = (int) (power > steps ? steps : power);
      long next = power * factor;
      if (next < power) {
        value = power - 1;
      }
      if (value < power) {
        if (buckets == 0) {
          throw new EcbException("llquantize of magnitudes that make the kernel divide by 0");
        }
        return (int) (base + (value - last) / (power / buckets));
      }
      base += buckets - buckets / factor;
      last = power;
      power = next;
    }
    return base;
  }
}

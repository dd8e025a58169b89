package org.bootarchive.dtrace.dof;

/** Values of options as {@code dtrace -x} takes them. */
public final class OptionText {
  private static final long SECOND = 1_000_000_000;
  private static final String[] POLICIES = {"ring", "fill", "switch"};
  private static final String[] RESIZES = {"auto", "manual"};

  private OptionText() {}

  /** Returns a value, {@code 4m} or {@code 101hz} or {@code fill}; a flag that is set is so. */
  public static String of(DtraceOption option, long value) {
    return switch (option.unit()) {
      case SIZE -> size(value);
      case RATE -> rate(value);
      case POLICY -> name(POLICIES, value);
      case RESIZE -> name(RESIZES, value);
      case CPU -> value == -1 ? "all" : Long.toString(value);
      case FLAG -> "set";
      case NUMBER -> Long.toString(value);
    };
  }

  private static String size(long bytes) {
    long size = bytes;
    int unit = 0;
    while (size != 0 && size % 1024 == 0 && unit < 4) {
      size /= 1024;
      unit++;
    }
    return size + (unit == 0 ? "" : String.valueOf("kmgt".charAt(unit - 1)));
  }

  /** The compiler cuts what a second divided by a number of hertz leaves. */
  private static String rate(long nanoseconds) {
    if (nanoseconds <= 0) {
      return nanoseconds + "ns";
    }
    if (nanoseconds % SECOND == 0) {
      return nanoseconds / SECOND + "s";
    }
    long hertz = Math.round((double) SECOND / nanoseconds);
    return hertz > 0 && SECOND / hertz == nanoseconds ? hertz + "hz" : nanoseconds + "ns";
  }

  private static String name(String[] names, long value) {
    return value >= 0 && value < names.length ? names[(int) value] : Long.toString(value);
  }
}

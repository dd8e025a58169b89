package org.bootarchive.dtrace.compile;

import java.util.Optional;

/**
 * A version of the language, {@code 1.6.1}.
 *
 * @param major at most 255
 * @param minor at most 4095
 * @param micro at most 4095
 */
record DVersion(int major, int minor, int micro) implements Comparable<DVersion> {
  static final DVersion LATEST = new DVersion(1, 14, 0);

  private static final String KNOWN =
      " 1.0 1.1 1.2 1.2.1 1.2.2 1.3 1.4 1.4.1 1.5 1.6 1.6.1 1.6.2 1.6.3 1.7 1.7.1 1.8 1.8.1 1.9"
          + " 1.9.1 1.10 1.11 1.12 1.12.1 1.13 1.14 ";

  static Optional<DVersion> parse(String text) {
    int[] numbers = new int[3];
    int at = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        numbers[at] = Math.min(numbers[at] * 10 + c - '0', 100_000);
      } else if (c != '.' || ++at >= numbers.length) {
        return Optional.empty();
      }
    }
    return numbers[0] > 0xff || numbers[1] > 0xfff || numbers[2] > 0xfff
        ? Optional.empty()
        : Optional.of(new DVersion(numbers[0], numbers[1], numbers[2]));
  }

  boolean isKnown() {
    return KNOWN.contains(" " + this + " ");
  }

  @Override
  public int compareTo(DVersion other) {
    return Integer.compare(number(), other.number());
  }

  private int number() {
    return major << 24 | minor << 12 | micro;
  }

  @Override
  public String toString() {
    return major + "." + minor + (micro == 0 ? "" : "." + micro);
  }
}

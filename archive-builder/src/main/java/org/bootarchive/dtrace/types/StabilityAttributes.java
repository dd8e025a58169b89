package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * How stable something is in which D programs depend on it: a {@code dtrace_attribute_t}.
 *
 * @param name of its name, 0 Internal to 7 Standard
 * @param data of what it means, 0 Internal to 7 Standard
 * @param dependency the class of machines that it is common to, 0 Unknown to 5 Common
 */
public record StabilityAttributes(int name, int data, int dependency) {
  /** {@code DTRACE_STABILITY_EVOLVING}. */
  public static final int EVOLVING = 5;

  private static final ImmutableList<String> STABILITIES =
      ImmutableList.of(
          "Internal",
          "Private",
          "Obsolete",
          "External",
          "Unstable",
          "Evolving",
          "Stable",
          "Standard");
  private static final ImmutableList<String> CLASSES =
      ImmutableList.of("Unknown", "CPU", "Platform", "Group", "ISA", "Common");

  /** The most stable. */
  public static final StabilityAttributes MAXIMUM = new StabilityAttributes(7, 7, 5);

  /** What D's own has. */
  public static final StabilityAttributes STABLE_COMMON = new StabilityAttributes(6, 6, 5);

  /** What is expected to change without breaking. */
  public static final StabilityAttributes EVOLVING_COMMON = new StabilityAttributes(5, 5, 5);

  /** What types and symbols of the kernel have. */
  public static final StabilityAttributes PRIVATE_UNKNOWN = new StabilityAttributes(1, 1, 0);

  /** What descriptions have whose provider is not known. */
  public static final StabilityAttributes UNSTABLE_COMMON = new StabilityAttributes(4, 4, 5);

  /** Returns the least of both in each respect. */
  public StabilityAttributes minimum(StabilityAttributes other) {
    return new StabilityAttributes(
        Math.min(name, other.name),
        Math.min(data, other.data),
        Math.min(dependency, other.dependency));
  }

  /** Returns whether this is less than a minimum in any respect. */
  public boolean lessThan(StabilityAttributes least) {
    return name < least.name || data < least.data || dependency < least.dependency;
  }

  /** Reads {@code Evolving/Evolving/ISA}, where the end may be missing; case does not matter. */
  public static Optional<StabilityAttributes> parse(String text) {
    String[] words = text.isEmpty() ? new String[0] : text.split("/", -1);
    int count =
        words.length > 0 && words[words.length - 1].isEmpty() ? words.length - 1 : words.length;
    int[] numbers = {MAXIMUM.name, MAXIMUM.data, MAXIMUM.dependency};
    if (count > numbers.length) {
      return Optional.empty();
    }
    for (int i = 0; i < count; i++) {
      numbers[i] = position(i < 2 ? STABILITIES : CLASSES, words[i]);
      if (numbers[i] < 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new StabilityAttributes(numbers[0], numbers[1], numbers[2]));
  }

  private static int position(ImmutableList<String> words, String word) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equalsIgnoreCase(word)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return STABILITIES.get(name) + "/" + STABILITIES.get(data) + "/" + CLASSES.get(dependency);
  }
}

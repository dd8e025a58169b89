package org.bootarchive.ufs.volume;

/**
 * The order in which groups are tried when the preferred one is full: {@code hashalloc}. First the
 * preferred one, then in steps that double, then one after the other.
 */
final class GroupOrder {
  private GroupOrder() {}

  /** Returns the number of tries; some groups are tried twice. */
  static int length(int groupCount) {
    return 1 + doublings(groupCount) + Math.max(0, groupCount - 2);
  }

  /** Returns the group of a try. */
  static int get(int first, int attempt, int groupCount) {
    int doublings = doublings(groupCount);
    if (attempt <= doublings) {
      // 1 + 2 + 4 + ... up to the step of this try
      return (int) ((first + (1L << attempt) - 1) % groupCount);
    }
    return (int) (((long) first + 2 + attempt - doublings - 1) % groupCount);
  }

  /** Returns how many of 1, 2, 4, ... are below the number of groups. */
  private static int doublings(int groupCount) {
    return groupCount <= 1 ? 0 : 32 - Integer.numberOfLeadingZeros(groupCount - 1);
  }
}

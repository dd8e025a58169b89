package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.util.BitSet;
import org.bootarchive.ufs.text.FileName;

/**
 * A pattern for one name: {@code *} stands for any bytes, {@code ?} for one, {@code [a-z]} for one
 * of those and {@code [!a-z]} for another one.
 *
 * @param steps what follows each other in a name
 */
record NamePattern(ImmutableList<Step> steps) {
  private static final int BYTES = 256;

  /** Added to a byte that was typed as {@code \xHH}, and stands for itself in any case. */
  static final int ESCAPED = BYTES;

  /**
   * A part of a name.
   *
   * @param any whether it is any number of bytes; else it is one byte
   * @param bytes what that can be
   */
  record Step(boolean any, BitSet bytes) {}

  /**
   * Reads a pattern.
   *
   * @param typed bytes, with {@link #ESCAPED} added to those that were escaped
   */
  static NamePattern of(int[] typed) {
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    for (int i = 0; i < typed.length; i++) {
      BitSet bytes = new BitSet(BYTES);
      int end = typed[i] == '[' ? endOfSet(typed, i) : -1;
      if (end > 0) {
        addSet(typed, i + 1, end, bytes);
        i = end;
      } else if (typed[i] == '?') {
        bytes.set(0, BYTES);
      } else {
        bytes.set(typed[i] % BYTES);
      }
      steps.add(new Step(end < 0 && typed[i] == '*', bytes));
    }
    return new NamePattern(steps.build());
  }

  /** Returns whether there is a wildcard, so that this is no name. */
  static boolean hasWildcard(int[] typed) {
    for (int i = 0; i < typed.length; i++) {
      if (typed[i] == '*' || typed[i] == '?' || (typed[i] == '[' && endOfSet(typed, i) > 0)) {
        return true;
      }
    }
    return false;
  }

  /** Returns where the set ends that a bracket starts; -1 if it stands for itself. */
  private static int endOfSet(int[] typed, int start) {
    int first = start + 1;
    if (first < typed.length && (typed[first] == '!' || typed[first] == '^')) {
      first++;
    }
    // A bracket that comes first is one of the set.
    for (int i = first + 1; i < typed.length; i++) {
      if (typed[i] == ']') {
        return i;
      }
    }
    return -1;
  }

  private static void addSet(int[] typed, int start, int end, BitSet bytes) {
    boolean others = typed[start] == '!' || typed[start] == '^';
    for (int i = others ? start + 1 : start; i < end; i++) {
      int first = typed[i] % BYTES;
      if (i + 2 < end && typed[i + 1] == '-') {
        int last = typed[i + 2] % BYTES;
        bytes.set(first, Math.max(first, last + 1));
        i += 2;
      } else {
        bytes.set(first);
      }
    }
    if (others) {
      bytes.flip(0, BYTES);
    }
  }

  /** Returns whether a name is one of those that this stands for. */
  boolean matches(FileName name) {
    int step = 0;
    int at = 0;
    // The last star, and where the name goes on behind what it stands for.
    int star = -1;
    int behindStar = 0;
    while (at < name.length()) {
      if (step < steps.size() && steps.get(step).any()) {
        star = step++;
        behindStar = at;
      } else if (step < steps.size() && steps.get(step).bytes().get(name.at(at) & 0xff)) {
        step++;
        at++;
      } else if (star >= 0) {
        step = star + 1;
        at = ++behindStar;
      } else {
        return false;
      }
    }
    while (step < steps.size() && steps.get(step).any()) {
      step++;
    }
    return step == steps.size();
  }
}

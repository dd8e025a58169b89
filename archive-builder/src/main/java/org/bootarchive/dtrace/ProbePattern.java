package org.bootarchive.dtrace;

import java.util.Arrays;

/**
 * One part of a probe description, as the kernel compares it with probes.
 *
 * <p>Source: {@code dtrace_probekey_func} and {@code dtrace_match_glob} of dtrace.c.
 *
 * @param pattern chars standing for bytes
 */
public record ProbePattern(String pattern) {
  /** {@code DTRACE_PROBEKEY_MAXDEPTH}: how many stars, with something between, may be tried. */
  private static final int MAX_DEPTH = 8;

  /** Returns the pattern that a part is; an empty one matches everything. */
  public static ProbePattern of(String part) {
    return new ProbePattern(part);
  }

  /** Returns whether the part is empty, so that it matches everything. */
  public boolean isEmpty() {
    return pattern.isEmpty();
  }

  /** Returns whether the part is no pattern but a name. */
  public boolean isName() {
    return !pattern.isEmpty() && !isGlob();
  }

  private boolean isGlob() {
    return pattern.chars().anyMatch(c -> c == '[' || c == '?' || c == '*' || c == '\\');
  }

  /** Returns whether the part matches a name; a probe without one has the empty name. */
  public boolean matches(String name) {
    if (pattern.isEmpty()) {
      return true;
    }
    return isGlob() ? new Glob(name).match(0, 0, 0) > 0 : pattern.equals(name);
  }

  @Override
  public String toString() {
    return pattern;
  }

  /** A comparison with one name: 1 matches, 0 does not, -1 has too many stars. */
  private final class Glob {
    private static final byte UNTRIED = 2;

    private final String name;
    private byte[][] tried = {};

    Glob(String name) {
      this.name = name;
    }

    /** Remembers answers, for the kernel's way takes exponential time. */
    int match(int s, int p, int depth) {
      if (depth > MAX_DEPTH) {
        return -1;
      }
      if (depth < 2) {
        return matchAnew(s, p, depth);
      }
      if (tried.length == 0) {
        tried = new byte[pattern.length() + 1][name.length() + 1];
        for (byte[] row : tried) {
          Arrays.fill(row, UNTRIED);
        }
      }
      if (tried[p][s] == UNTRIED) {
        tried[p][s] = (byte) matchAnew(s, p, depth);
      }
      return tried[p][s];
    }

    private int matchAnew(int from, int fromPattern, int depth) {
      int s = from;
      int p = fromPattern;
      while (p < pattern.length()) {
        char c = pattern.charAt(p++);
        if (c == '*') {
          return star(s, p, depth);
        }
        if (s == name.length()) {
          return 0;
        }
        if (c == '[') {
          p = bracket(name.charAt(s), p);
          if (p < 0) {
            return 0;
          }
        } else if (c != '?') {
          if (c == '\\') {
            if (p == pattern.length()) {
              return 0;
            }
            c = pattern.charAt(p++);
          }
          if (c != name.charAt(s)) {
            return 0;
          }
        }
        s++;
      }
      return s == name.length() ? 1 : 0;
    }

    private int star(int from, int fromPattern, int depth) {
      int p = fromPattern;
      while (p < pattern.length() && pattern.charAt(p) == '*') {
        p++;
      }
      if (p == pattern.length()) {
        return 1;
      }
      for (int s = from; s < name.length(); s++) {
        int answer = match(s, p, depth + 1);
        if (answer != 0) {
          return answer;
        }
      }
      return 0;
    }

    /** Returns where the pattern goes on behind a bracket, -1 if it does not match. */
    private int bracket(char wanted, int from) {
      int p = from;
      boolean not = p < pattern.length() && pattern.charAt(p) == '!';
      if (not) {
        p++;
      }
      boolean matched = false;
      int last = -1;
      int c = at(p++);
      if (c < 0) {
        return -1;
      }
      do {
        if (c == '-' && last >= 0 && at(p) != ']') {
          c = at(p++);
          if (c == '\\') {
            c = at(p++);
          }
          if (c < 0) {
            return -1;
          }
          boolean inside = signed(last) <= signed(wanted) && signed(wanted) <= signed(c);
          if (not && inside) {
            return -1;
          }
          matched |= not || inside;
        } else if (c == '\\') {
          c = at(p++);
          if (c < 0) {
            return -1;
          }
        }
        last = c;
        if (not && wanted == c) {
          return -1;
        }
        matched |= not || wanted == c;
        c = at(p++);
        if (c < 0) {
          return -1;
        }
      } while (c != ']');
      return matched ? p : -1;
    }

    private int at(int p) {
      return p < pattern.length() ? pattern.charAt(p) : -1;
    }

    /** The kernel compares chars, which are signed. */
    private static byte signed(int c) {
      return (byte) c;
    }
  }
}

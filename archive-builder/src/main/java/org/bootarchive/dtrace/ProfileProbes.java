package org.bootarchive.dtrace;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;

/**
 * The probes of the provider profile: some that are always there, and each that is asked for by its
 * name ({@code profile_provide} of profile.c).
 */
final class ProfileProbes {
  private static final long SECOND = 1_000_000_000L;

  /** {@code profile_interval_min}, in nanoseconds. */
  private static final long SHORTEST = SECOND / 5000;

  private static final ImmutableList<String> PREFIXES = ImmutableList.of("profile-", "tick-");

  private static final ImmutableList<String> ALWAYS =
      ImmutableList.of(
          "profile-97",
          "profile-199",
          "profile-499",
          "profile-997",
          "profile-1999",
          "profile-4001",
          "profile-4999",
          "tick-1",
          "tick-10",
          "tick-100",
          "tick-500",
          "tick-1000",
          "tick-5000");

  private static final ImmutableMap<String, Long> UNITS =
      ImmutableMap.<String, Long>builder()
          .put("ns", 1L)
          .put("nsec", 1L)
          .put("us", 1000L)
          .put("usec", 1000L)
          .put("ms", 1_000_000L)
          .put("msec", 1_000_000L)
          .put("s", SECOND)
          .put("sec", SECOND)
          .put("m", 60 * SECOND)
          .put("min", 60 * SECOND)
          .put("h", 3600 * SECOND)
          .put("hour", 3600 * SECOND)
          .put("d", 86400 * SECOND)
          .put("day", 86400 * SECOND)
          .buildOrThrow();

  private ProfileProbes() {}

  /** Adds the probes that a description matches, and the one that the provider makes for it. */
  static void add(KernelProbes.ProbeList found) {
    ALWAYS.forEach(name -> found.add(Provider.PROFILE, "", "", name));
    String wanted = found.key().name().toString();
    if (!ALWAYS.contains(wanted) && interval(wanted) >= SHORTEST) {
      found.add(Provider.PROFILE, "", "", wanted);
    }
  }

  /** Returns whether there is a probe that a description matches, or the provider makes one. */
  static boolean has(ProbeKey key) {
    KernelProbes.ProbeList found = new KernelProbes.ProbeList(key, 1);
    add(found);
    return found.isFull();
  }

  /** Returns the nanoseconds between two firings of a probe; 0 if it is none of profile. */
  static long interval(String name) {
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return intervalOf(name.substring(prefix.length()));
      }
    }
    return 0;
  }

  private static long intervalOf(String rate) {
    int digits = rate.length();
    while (digits > 0 && !isDigit(rate.charAt(digits - 1))) {
      digits--;
    }
    long value = 0;
    for (int i = 0; i < digits; i++) {
      if (!isDigit(rate.charAt(i))) {
        return 0;
      }
      // As the kernel's hrtime_t, which overflows.
      value = value * 10 + (rate.charAt(i) - '0');
    }
    String unit = Ascii.toLowerCase(rate.substring(digits));
    if (value == 0 || !(unit.isEmpty() || unit.equals("hz") || UNITS.containsKey(unit))) {
      return 0;
    }
    Long nanoseconds = UNITS.get(unit);
    return nanoseconds == null ? SECOND / value : value * nanoseconds;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

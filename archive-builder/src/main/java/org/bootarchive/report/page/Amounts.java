package org.bootarchive.report.page;

import java.util.Locale;

/** Amounts as people read them: 1,234 and 5.6 MiB. */
final class Amounts {
  private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Amounts() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  static String bytes(long bytes) {
    double amount = bytes;
    int unit = 0;
    while (amount >= 1024 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return unit == 0
        ? count(bytes) + " " + UNITS[0]
        : String.format(Locale.ROOT, amount < 100 ? "%.1f %s" : "%.0f %s", amount, UNITS[unit]);
  }

  /** Returns how much of a whole a part is, in whole percent, 0 to 100; 100 only if it is all. */
  static int percent(long part, long whole) {
    if (whole <= 0) {
      return 0;
    }
    double share = Math.min(1, Math.max(0, (double) part / whole));
    return (int) Math.floor(share * 100 + (share < 0.99 ? 0.5 : 0));
  }
}

package org.bootarchive.media.fat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Dates and times of directory entries: years from 1980 to 2107, steps of two seconds, in the time
 * zone of whoever wrote them, which for SmartOS and here is UTC.
 */
final class FatTime {
  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2107;

  private FatTime() {}

  /** Returns the time that a date and a time tell; a month or day of 0 is the first. */
  static Instant instant(int date, int time) {
    int month = Math.min(12, Math.max(1, date >>> 5 & 0xf));
    long day = Math.max(1, date & 0x1f) - 1L;
    long seconds = (time >>> 11) * 3600L + (time >>> 5 & 0x3f) * 60L + (time & 0x1f) * 2L;
    return LocalDate.of(FIRST_YEAR + (date >>> 9), month, 1)
        .plusDays(day)
        .atStartOfDay()
        .plusSeconds(seconds)
        .toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime clamped(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    if (time.getYear() < FIRST_YEAR) {
      return LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0, 0);
    }
    return time.getYear() > LAST_YEAR ? LocalDateTime.of(LAST_YEAR, 12, 31, 23, 59, 58) : time;
  }

  /** Returns the date of a time; one that no entry can tell is the nearest that one can. */
  static short date(Instant instant) {
    LocalDateTime time = clamped(instant);
    return (short)
        ((time.getYear() - FIRST_YEAR) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth());
  }

  /** Returns the time of day of a time. */
  static short time(Instant instant) {
    LocalDateTime time = clamped(instant);
    return (short) (time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2);
  }
}

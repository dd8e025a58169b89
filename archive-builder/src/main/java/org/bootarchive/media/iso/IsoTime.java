package org.bootarchive.media.iso;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;

/** Times of directory records (7 bytes) and of descriptors (17 bytes). */
final class IsoTime {
  static final int BYTES = 7;
  static final int LONG_BYTES = 17;

  private static final int FIRST_YEAR = 1900;
  private static final int ZONE_SECONDS = 15 * 60;

  private IsoTime() {}

  /** Returns the time of seven bytes; fields out of range are the nearest that are in it. */
  static Instant read(ByteBuffer bytes, int at) {
    return instant(
        FIRST_YEAR + (bytes.get(at) & 0xff),
        new int[] {
          bytes.get(at + 1),
          bytes.get(at + 2),
          bytes.get(at + 3),
          bytes.get(at + 4),
          bytes.get(at + 5)
        },
        bytes.get(at + 6));
  }

  /** Returns the time of 16 digits and a zone; hundredths are left away. */
  static Instant readLong(ByteBuffer bytes, int at) {
    int[] fields = new int[5];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = digits(bytes, at + 4 + 2 * i, 2);
    }
    return instant(digits(bytes, at, 4), fields, bytes.get(at + LONG_BYTES - 1));
  }

  private static int digits(ByteBuffer bytes, int at, int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value * 10 + Math.floorMod(bytes.get(at + i) - '0', 10);
    }
    return value;
  }

  private static Instant instant(int year, int[] fields, int zone) {
    int month = Math.min(12, Math.max(1, fields[0]));
    return LocalDate.of(year, month, 1)
        .plusDays(Math.max(1, fields[1]) - 1L)
        .atStartOfDay()
        .plusSeconds(fields[2] * 3600L + fields[3] * 60L + fields[4] - (long) zone * ZONE_SECONDS)
        .toInstant(ZoneOffset.UTC);
  }

  /** Returns seven bytes that tell a time in UTC, or the nearest that they can tell. */
  static byte[] bytes(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    if (time.getYear() < FIRST_YEAR) {
      time = LocalDateTime.of(FIRST_YEAR, 1, 1, 0, 0, 0);
    } else if (time.getYear() > FIRST_YEAR + 255) {
      time = LocalDateTime.of(FIRST_YEAR + 255, 12, 31, 23, 59, 59);
    }
    return new byte[] {
      (byte) (time.getYear() - FIRST_YEAR),
      (byte) time.getMonthValue(),
      (byte) time.getDayOfMonth(),
      (byte) time.getHour(),
      (byte) time.getMinute(),
      (byte) time.getSecond(),
      0
    };
  }

  /** Returns 16 digits and a zone that tell a time in UTC, the hundredths included. */
  static byte[] longBytes(Instant instant) {
    LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    String digits =
        String.format(
            Locale.ROOT,
            "%04d%02d%02d%02d%02d%02d%02d",
            Math.floorMod(time.getYear(), 10000),
            time.getMonthValue(),
            time.getDayOfMonth(),
            time.getHour(),
            time.getMinute(),
            time.getSecond(),
            0);
    return Arrays.copyOf(digits.getBytes(StandardCharsets.US_ASCII), LONG_BYTES);
  }
}

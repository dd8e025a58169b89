package org.bootarchive.archive.build;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.bootarchive.ufs.disk.InodeTime;

/**
 * The latest time that anything in an archive may have: SOURCE_DATE_EPOCH, if that is set.
 *
 * @param seconds since 1970; empty for no limit but that of the disk, 2038
 */
public record SourceDate(OptionalInt seconds) {
  /** No limit but that of the disk. */
  public static final SourceDate UNLIMITED = new SourceDate(OptionalInt.empty());

  /** Returns a limit in seconds since 1970. */
  public static SourceDate of(int seconds) {
    return new SourceDate(OptionalInt.of(seconds));
  }

  /**
   * Reads the value of SOURCE_DATE_EPOCH.
   *
   * @throws IllegalArgumentException if it is no number of seconds that the disk can hold
   */
  public static SourceDate parse(String value) {
    try {
      int seconds = Integer.parseInt(value);
      if (seconds >= 0) {
        return of(seconds);
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(refusal(value), e);
    }
    throw new IllegalArgumentException(refusal(value));
  }

  private static String refusal(String value) {
    return "SOURCE_DATE_EPOCH is '" + value + "', not a number of seconds from 0 to 2147483647";
  }

  /** Returns a time, or the limit if that is earlier. */
  public InodeTime clamp(InodeTime time) {
    int limit = seconds.orElse(Integer.MAX_VALUE);
    return time.seconds() >= limit ? new InodeTime(limit, 0) : time;
  }

  /** Returns the time of a file, in whole microseconds and what the disk can hold, clamped. */
  public InodeTime of(FileTime time) {
    long seconds = Math.floorDiv(time.to(TimeUnit.MICROSECONDS), 1_000_000L);
    int micros = (int) Math.floorMod(time.to(TimeUnit.MICROSECONDS), 1_000_000L);
    return clamp(seconds, micros);
  }

  /** Returns a time in whole microseconds and what the disk can hold, clamped. */
  public InodeTime of(Instant time) {
    return clamp(time.getEpochSecond(), time.getNano() / 1000);
  }

  private InodeTime clamp(long seconds, int micros) {
    if (seconds > Integer.MAX_VALUE) {
      return clamp(new InodeTime(Integer.MAX_VALUE, 0));
    }
    return seconds < Integer.MIN_VALUE
        ? new InodeTime(Integer.MIN_VALUE, 0)
        : clamp(new InodeTime((int) seconds, micros));
  }
}

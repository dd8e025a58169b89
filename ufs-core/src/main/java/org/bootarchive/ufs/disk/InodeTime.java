package org.bootarchive.ufs.disk;

import java.time.Instant;

/**
 * A time stamp of an inode: {@code struct timeval32}.
 *
 * @param seconds since 1970, signed 32 bits
 * @param microseconds as found; 0 to 999999 where all is well
 */
public record InodeTime(int seconds, int microseconds) {
  /** The start of 1970. */
  public static final InodeTime EPOCH = new InodeTime(0, 0);

  /** Returns the time as an instant; microseconds that are too many carry over. */
  public Instant toInstant() {
    return Instant.ofEpochSecond(seconds, microseconds * 1000L);
  }
}

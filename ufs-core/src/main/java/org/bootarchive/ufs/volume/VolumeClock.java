package org.bootarchive.ufs.volume;

import java.time.Instant;
import java.time.InstantSource;
import org.bootarchive.ufs.disk.InodeTime;

/** The time of changes, in the 32 bits that the disk has for it. */
final class VolumeClock {
  private final InstantSource source;

  VolumeClock(InstantSource source) {
    this.source = source;
  }

  /** Returns the time; beyond 2038 it stands still, as the kernel's does. */
  InodeTime now() {
    Instant now = source.instant();
    long seconds = now.getEpochSecond();
    if (seconds > Integer.MAX_VALUE) {
      return new InodeTime(Integer.MAX_VALUE, 0);
    }
    if (seconds < Integer.MIN_VALUE) {
      return new InodeTime(Integer.MIN_VALUE, 0);
    }
    return new InodeTime((int) seconds, now.getNano() / 1000);
  }

  int seconds() {
    return now().seconds();
  }
}

package org.bootarchive.archive.source;

import org.bootarchive.ufs.disk.InodeTime;

/** The newest time of what a source tells times for. */
public final class NewestTime {
  private InodeTime newest = InodeTime.EPOCH;

  /** Takes note of a time, and returns it. */
  public InodeTime note(InodeTime time) {
    if (time.seconds() > newest.seconds()
        || (time.seconds() == newest.seconds() && time.microseconds() > newest.microseconds())) {
      newest = time;
    }
    return time;
  }

  /** Returns the newest; 1970 if there was none. */
  public InodeTime get() {
    return newest;
  }
}

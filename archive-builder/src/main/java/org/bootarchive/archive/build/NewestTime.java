package org.bootarchive.archive.build;

import org.bootarchive.ufs.disk.InodeTime;

/** The newest time of what a source tells times for. */
final class NewestTime {
  private InodeTime newest = InodeTime.EPOCH;

  InodeTime note(InodeTime time) {
    if (time.seconds() > newest.seconds()
        || (time.seconds() == newest.seconds() && time.microseconds() > newest.microseconds())) {
      newest = time;
    }
    return time;
  }

  InodeTime get() {
    return newest;
  }
}

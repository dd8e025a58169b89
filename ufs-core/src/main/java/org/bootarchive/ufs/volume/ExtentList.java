package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;

/** Puts the parts of a file together, from its first byte on, neighbours on the device joined. */
final class ExtentList {
  private final ImmutableList.Builder<Extent> extents = ImmutableList.builder();
  private long position;
  private long pendingStart;
  private long pendingDevice;

  /** Adds what comes next in the file: some bytes from a place of the device on. */
  void add(long deviceOffset, long bytes) {
    if (pendingDevice + position - pendingStart != deviceOffset) {
      finishExtent();
      pendingStart = position;
      pendingDevice = deviceOffset;
    }
    position += bytes;
  }

  private void finishExtent() {
    if (position > pendingStart) {
      extents.add(new Extent(pendingStart, pendingDevice, position - pendingStart));
    }
  }

  /** Returns the parts; nothing is added any more. */
  ImmutableList<Extent> build() {
    finishExtent();
    return extents.build();
  }
}

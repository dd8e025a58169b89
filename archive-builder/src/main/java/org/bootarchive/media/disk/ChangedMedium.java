package org.bootarchive.media.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.BlockDevice;

/** A medium as it is to be, before it is written: a plan where its volume is, all else as it is. */
final class ChangedMedium implements BlockDevice {
  private final BlockDevice device;
  private final long offset;
  private final BlockDevice volume;

  ChangedMedium(BlockDevice device, long offset, VolumePlan plan) {
    this.device = device;
    this.offset = offset;
    this.volume = plan.asDevice();
  }

  @Override
  public long size() {
    return Math.max(device.size(), offset + volume.size());
  }

  @Override
  public void read(long from, ByteBuffer target) throws IOException {
    int limit = target.limit();
    long at = from;
    while (target.position() < limit) {
      boolean inside = at >= offset && at < offset + volume.size();
      long end = inside ? offset + volume.size() : at < offset ? offset : Long.MAX_VALUE;
      int count = (int) Math.min(limit - target.position(), end - at);
      target.limit(target.position() + count);
      try {
        if (inside) {
          volume.read(at - offset, target);
        } else {
          device.read(at, target);
        }
      } finally {
        target.limit(limit);
      }
      at += count;
    }
  }

  @Override
  public void close() {}
}

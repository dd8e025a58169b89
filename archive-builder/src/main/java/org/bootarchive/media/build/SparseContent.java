package org.bootarchive.media.build;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ZeroDevice;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.volume.Extent;

/** Zeros in memory with something here and there; what was not written to are holes. */
final class SparseContent implements Content {
  private final CopyOnWriteBlockDevice device;

  /**
   * Makes a content of zeros.
   *
   * @param size in bytes, at least 1
   */
  SparseContent(long size) {
    this.device = CopyOnWriteBlockDevice.over(new ZeroDevice(size));
  }

  /** Returns what is written to before the content is read. */
  CopyOnWriteBlockDevice device() {
    return device;
  }

  @Override
  public long size() {
    return device.size();
  }

  @Override
  public ImmutableList<Extent> holes() {
    ImmutableList.Builder<Extent> holes = ImmutableList.builder();
    long end = 0;
    for (Range<Long> written : device.changedRanges().asRanges()) {
      if (written.lowerEndpoint() > end) {
        holes.add(new Extent(end, Extent.HOLE, written.lowerEndpoint() - end));
      }
      end = written.upperEndpoint();
    }
    // The last byte is in no hole.
    if (size() - 1 > end) {
      holes.add(new Extent(end, Extent.HOLE, size() - 1 - end));
    }
    return holes.build();
  }

  @Override
  public BlockDevice open() {
    return device;
  }
}

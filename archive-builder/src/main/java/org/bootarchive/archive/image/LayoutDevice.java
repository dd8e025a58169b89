package org.bootarchive.archive.image;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * An image that is not written yet, read at random: a layout's device with the contents where they
 * go. Any number of threads may read; a content is opened for each read.
 */
public final class LayoutDevice implements BlockDevice {
  private final ImageLayout layout;

  private LayoutDevice(ImageLayout layout) {
    this.layout = layout;
  }

  /** Returns the image of a layout, whose device stays the caller's. */
  public static LayoutDevice of(ImageLayout layout) {
    return new LayoutDevice(layout);
  }

  @Override
  public long size() {
    return layout.device().size();
  }

  /**
   * {@inheritDoc}
   *
   * @throws ChangedSourceException if a content is not as long any more as it was
   */
  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset > size() - target.remaining()) {
      throw new EOFException(
          target.remaining() + " bytes at byte " + offset + " of an image of " + size());
    }
    int limit = target.limit();
    long position = offset;
    int next = firstEndingBehind(offset);
    try {
      while (target.position() < limit) {
        Placement placement =
            next < layout.placements().size() ? layout.placements().get(next) : null;
        int start = target.position();
        if (placement != null && placement.deviceOffset() <= position) {
          target.limit((int) Math.min(limit, start + placement.end() - position));
          read(placement, position - placement.deviceOffset(), target);
          next++;
        } else {
          long end = placement == null ? Long.MAX_VALUE - limit : placement.deviceOffset();
          target.limit((int) Math.min(limit, start + end - position));
          layout.device().read(position, target);
        }
        position += target.position() - start;
        target.limit(limit);
      }
    } finally {
      target.limit(limit);
    }
  }

  private int firstEndingBehind(long offset) {
    int low = 0;
    int high = layout.placements().size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (layout.placements().get(middle).end() > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static void read(Placement placement, long within, ByteBuffer target) throws IOException {
    int limit = target.limit();
    long left = placement.contentBytes() - within;
    if (left > 0) {
      int count = (int) Math.min(left, target.remaining());
      target.limit(target.position() + count);
      try (BlockDevice content = placement.content().open()) {
        content.read(placement.contentOffset() + within, target);
      }
      target.limit(limit);
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
  }

  @Override
  public void close() {}
}

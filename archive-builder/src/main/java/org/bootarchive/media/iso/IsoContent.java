package org.bootarchive.media.iso;

import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.media.iso.IsoFile.Extent;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;

/** The bytes of a file: its pieces one behind the other. Closing it does nothing. */
final class IsoContent implements BlockDevice {
  private final BlockDevice device;
  private final ImmutableList<Extent> extents;
  private final long size;

  /**
   * Checks that the device has all bytes.
   *
   * @throws CorruptImageException if it has not
   */
  IsoContent(BlockDevice device, IsoFile file) throws CorruptImageException {
    this.device = device;
    this.extents = file.extents();
    long bytes = 0;
    for (Extent extent : extents) {
      long at = IsoLayout.offset(extent.sector());
      if (extent.bytes() > 0 && at > device.size() - extent.bytes()) {
        throw new CorruptImageException(
            "file " + file.name(),
            at,
            extent.bytes() + " bytes, and the medium ends at byte " + device.size());
      }
      bytes += extent.bytes();
    }
    this.size = bytes;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0) {
      throw new IllegalArgumentException("negative offset: " + offset);
    }
    if (offset > size - target.remaining()) {
      throw new EOFException(
          target.remaining() + " bytes at byte " + offset + " of a file of " + size);
    }
    int limit = target.limit();
    long start = 0;
    for (Extent extent : extents) {
      long within = offset - start;
      if (target.position() < limit && within < extent.bytes()) {
        long from = Math.max(0, within);
        int count = (int) Math.min(limit - target.position(), extent.bytes() - from);
        target.limit(target.position() + count);
        try {
          device.read(IsoLayout.offset(extent.sector()) + from, target);
        } finally {
          target.limit(limit);
        }
      }
      start += extent.bytes();
    }
  }

  @Override
  public void close() {}
}

package org.bootarchive.archive.patch;

import com.google.common.collect.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.LayoutDevice;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;

/** Finds the segments of a compressed image that differ from the older one's. */
final class ChangedSegments {
  private ChangedSegments() {}

  /**
   * Returns the numbers of the segments that have new contents of files, or other bytes than
   * before.
   *
   * @param device the changes over the older image
   * @param layout the new image, whose device that is
   */
  static BitSet of(LofiDevice older, CopyOnWriteBlockDevice device, ImageLayout layout)
      throws IOException {
    int segmentBytes = older.header().segmentBytes();
    BitSet contents = new BitSet();
    for (Placement placement : layout.placements()) {
      long end = placement.deviceOffset() + placement.bytes();
      contents.set(
          (int) (placement.deviceOffset() / segmentBytes),
          (int) ((end + segmentBytes - 1) / segmentBytes));
    }
    BitSet written = new BitSet();
    for (Range<Long> range : device.changedRanges().asRanges()) {
      written.set(
          (int) (range.lowerEndpoint() / segmentBytes),
          (int) ((range.upperEndpoint() + segmentBytes - 1) / segmentBytes));
    }
    written.andNot(contents);
    LayoutDevice fresh = LayoutDevice.of(layout);
    ByteBuffer before = ByteBuffer.allocate(segmentBytes);
    ByteBuffer after = ByteBuffer.allocate(segmentBytes);
    for (int i = written.nextSetBit(0); i >= 0; i = written.nextSetBit(i + 1)) {
      int bytes = older.header().bytesOf(i);
      older.read((long) i * segmentBytes, before.clear().limit(bytes));
      fresh.read((long) i * segmentBytes, after.clear().limit(bytes));
      if (!before.flip().equals(after.flip())) {
        contents.set(i);
      }
    }
    return contents;
  }
}

package org.bootarchive.archive.diff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.ufs.volume.Extent;

/** The segments of two compressed images of one shape that are stored with the same bytes. */
final class EqualSegments {
  private static final int BUFFER_BYTES = 1 << 20;

  private final int segmentBytes;
  private final BitSet equal;

  private EqualSegments(int segmentBytes, BitSet equal) {
    this.segmentBytes = segmentBytes;
    this.equal = equal;
  }

  /** Compares two images; of different shapes they have none. */
  static EqualSegments of(LofiDevice first, LofiDevice second, ReadSide side) throws IOException {
    LofiHeader left = first.header();
    LofiHeader right = second.header();
    BitSet equal = new BitSet();
    if (left.algorithm() == right.algorithm()
        && left.segmentBytes() == right.segmentBytes()
        && left.uncompressedBytes() == right.uncompressedBytes()) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      ByteBuffer other = ByteBuffer.allocate(BUFFER_BYTES);
      for (int i = 0; i < left.segments(); i++) {
        equal.set(i, areEqual(first, second, side, i, buffer, other));
      }
    }
    return new EqualSegments(left.segmentBytes(), equal);
  }

  private static boolean areEqual(
      LofiDevice first,
      LofiDevice second,
      ReadSide side,
      int segment,
      ByteBuffer left,
      ByteBuffer right)
      throws IOException {
    long bytes = first.header().storedBytes(segment);
    if (bytes != second.header().storedBytes(segment)) {
      return false;
    }
    for (long done = 0; done < bytes; done += left.limit()) {
      int count = (int) Math.min(bytes - done, BUFFER_BYTES);
      side.old();
      first.compressed().read(first.header().start(segment) + done, left.clear().limit(count));
      side.fresh();
      second.compressed().read(second.header().start(segment) + done, right.clear().limit(count));
      if (!left.flip().equals(right.flip())) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether some parts of the image lie in such segments alone. */
  boolean hold(List<Extent> parts) {
    for (Extent part : parts) {
      if (!part.isHole()) {
        int from = (int) (part.deviceOffset() / segmentBytes);
        int end = (int) ((part.deviceOffset() + part.bytes() - 1) / segmentBytes) + 1;
        if (equal.nextClearBit(from) < end) {
          return false;
        }
      }
    }
    return true;
  }
}

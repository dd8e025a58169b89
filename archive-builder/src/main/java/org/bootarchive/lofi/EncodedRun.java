package org.bootarchive.lofi;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * Room for some segments that follow each other, as the image has them and as the file will, with
 * an encoder. One thread fills it, then another one empties it, then it is used again.
 */
final class EncodedRun implements AutoCloseable {
  /** What compression must gain of a whole segment, in bytes ({@code COMPRESS_THRESHOLD}). */
  private static final int GAIN_BYTES = 2048;

  private final BlockDevice image;
  private final int segmentBytes;
  private final SegmentEncoder encoder;
  private final byte[] plain;
  private final byte[] encoded;
  private final int[] ends;
  private int count;

  /**
   * Creates room.
   *
   * @param segments how many there may be at once
   */
  EncodedRun(BlockDevice image, LofiOptions options, int segments) {
    this.image = image;
    this.segmentBytes = options.segmentBytes();
    this.encoder = SegmentEncoder.of(options);
    this.plain = new byte[segments * segmentBytes];
    this.encoded = new byte[segments * (1 + segmentBytes)];
    this.ends = new int[segments];
  }

  /** Reads the segments from one up to another, and encodes them. */
  EncodedRun encode(int first, int end) throws IOException {
    long start = (long) first * segmentBytes;
    int bytes = (int) (Math.min((long) end * segmentBytes, image.size()) - start);
    image.read(start, ByteBuffer.wrap(plain, 0, bytes));
    count = end - first;
    int at = 0;
    for (int i = 0; i < count; i++) {
      int from = i * segmentBytes;
      at = encode(from, Math.min(segmentBytes, bytes - from), at);
      ends[i] = at;
    }
    return this;
  }

  /** Encodes a segment, and returns where it ends. */
  private int encode(int from, int bytes, int at) {
    // What gains nothing stays as it is; lofiadm asks only whether it gains on a whole segment, and
    // lets a short last one grow.
    int limit = Math.min(segmentBytes - GAIN_BYTES, bytes - 1);
    int payload = limit <= 0 ? 0 : encoder.encode(plain, from, bytes, encoded, at + 1, limit);
    if (payload > 0) {
      encoded[at] = SegmentDecoder.COMPRESSED;
      return at + 1 + payload;
    }
    encoded[at] = SegmentDecoder.STORED;
    System.arraycopy(plain, from, encoded, at + 1, bytes);
    return at + 1 + bytes;
  }

  /** Returns how many segments were encoded. */
  int count() {
    return count;
  }

  /** Returns how many bytes of the file a segment takes. */
  int storedBytes(int segment) {
    return ends[segment] - (segment == 0 ? 0 : ends[segment - 1]);
  }

  /** Tells whether a segment is written as it is. */
  boolean isStored(int segment) {
    return encoded[segment == 0 ? 0 : ends[segment - 1]] == SegmentDecoder.STORED;
  }

  /** Returns the segments as the file will have them. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(encoded, 0, ends[count - 1]);
  }

  @Override
  public void close() {
    encoder.close();
  }
}

package org.bootarchive.lofi;

/**
 * How an image is compressed.
 *
 * @param segmentBytes uncompressed bytes of a segment, a power of two from 512 to {@link
 *     LofiHeader#MAX_SEGMENT_BYTES}. Up to 2048 nothing is compressed, as with lofiadm
 */
public record LofiOptions(LofiAlgorithm algorithm, int segmentBytes) {
  /** What lofiadm does by default: {@code gzip}, segments of 128 KiB. */
  public static final LofiOptions DEFAULTS =
      new LofiOptions(LofiAlgorithm.GZIP, LofiHeader.DEFAULT_SEGMENT_BYTES);

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if lofi has no segments of that size, see {@link
   *     #isSegmentSize}
   */
  public LofiOptions {
    if (!isSegmentSize(segmentBytes)) {
      throw new IllegalArgumentException(
          "a segment of "
              + segmentBytes
              + " bytes; it must be a power of two from 512 to "
              + LofiHeader.MAX_SEGMENT_BYTES);
    }
  }

  /** Returns whether a segment may have a number of bytes. */
  public static boolean isSegmentSize(long bytes) {
    return bytes >= LofiHeader.SECTOR_BYTES
        && bytes <= LofiHeader.MAX_SEGMENT_BYTES
        && Long.bitCount(bytes) == 1;
  }
}

package org.bootarchive.lofi;

/** Compresses segments, one after the other; for one thread at a time. */
interface SegmentEncoder extends AutoCloseable {
  /**
   * Compresses some bytes to a payload.
   *
   * @param limit the most bytes that the payload may have
   * @return the payload's length; 0 if it would be longer than the limit
   */
  int encode(byte[] source, int from, int bytes, byte[] target, int at, int limit);

  @Override
  void close();

  /** Returns an encoder for an algorithm. */
  static SegmentEncoder of(LofiOptions options) {
    return options.algorithm() == LofiAlgorithm.LZMA
        ? new LzmaEncoder(options.segmentBytes())
        : new ZlibEncoder(options.algorithm().level());
  }
}

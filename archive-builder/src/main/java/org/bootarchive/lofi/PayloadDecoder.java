package org.bootarchive.lofi;

/** Decompresses payloads, one after the other; for one thread. */
interface PayloadDecoder extends AutoCloseable {
  /**
   * Decompresses a payload into an array, from {@code at} on.
   *
   * @param length how many bytes it should come to, and there is room for
   */
  Decoded decode(byte[] source, int from, int bytes, byte[] target, int at, int length);

  @Override
  void close();

  /** Returns a decoder for an algorithm. */
  static PayloadDecoder of(LofiAlgorithm algorithm) {
    return algorithm == LofiAlgorithm.LZMA ? new LzmaPayload() : new ZlibPayload();
  }
}

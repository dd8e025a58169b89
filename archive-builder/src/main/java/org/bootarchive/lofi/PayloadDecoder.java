package org.bootarchive.lofi;

import org.jspecify.annotations.Nullable;

/** Decompresses payloads, one after the other; for one thread. */
interface PayloadDecoder extends AutoCloseable {
  /**
   * Decompresses a payload into an array, from {@code at} on.
   *
   * @param length how many bytes it should come to
   * @return what is wrong, null if nothing is. If it is the {@link LofiRule#PAYLOAD_FORM}, the
   *     bytes are there all the same
   */
  @Nullable PayloadFault decode(
      byte[] source, int from, int bytes, byte[] target, int at, int length);

  @Override
  void close();
}

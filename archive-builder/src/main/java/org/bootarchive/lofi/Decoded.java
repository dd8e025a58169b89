package org.bootarchive.lofi;

/**
 * The result of decompressing a payload.
 *
 * @param end how it ended
 * @param bytes how many bytes were decompressed, at most as many as there was room for
 * @param found what was found, for people, if the end is not {@link End#WHOLE}
 * @param wrapped whether the payload is a gzip file and not a zlib stream
 */
record Decoded(End end, int bytes, String found, boolean wrapped) {
  /** How decompressing ended. */
  enum End {
    /** At the end of the stream. */
    WHOLE,
    /** The room is full, and the stream is not at its end. */
    LONGER,
    /** All of the payload was read, and the stream is not at its end. */
    CUT,
    /** At something that is no part of a stream. */
    BROKEN
  }

  static Decoded whole(int bytes) {
    return new Decoded(End.WHOLE, bytes, "", false);
  }

  static Decoded longer(int bytes) {
    return new Decoded(End.LONGER, bytes, "more than " + bytes + " bytes", false);
  }

  static Decoded cut(int bytes) {
    return new Decoded(End.CUT, bytes, "a stream that does not end", false);
  }

  static Decoded broken(int bytes, String found) {
    return new Decoded(End.BROKEN, bytes, found, false);
  }

  Decoded inGzip() {
    return new Decoded(end, bytes, found, true);
  }
}

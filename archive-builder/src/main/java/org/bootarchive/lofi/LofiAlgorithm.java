package org.bootarchive.lofi;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;

/**
 * How the segments of a file are compressed.
 *
 * <p>Source: {@code lofi_compress_table} in {@code uts/common/io/lofi.c} and {@code
 * cmd/lofiadm/main.c}.
 */
public enum LofiAlgorithm {
  /** zlib at level 6. */
  GZIP("gzip", 6),
  /** zlib at level 6, by its full name. */
  GZIP_6("gzip-6", 6),
  /** zlib at level 9. */
  GZIP_9("gzip-9", 9),
  /** LZMA, which has no levels here. */
  LZMA("lzma", 0);

  /** Length of the name's field in the header, in bytes. */
  static final int NAME_BYTES = 36;

  private final String text;
  private final int level;

  LofiAlgorithm(String text, int level) {
    this.text = text;
    this.level = level;
  }

  /** Returns the name as it stands in the file and on lofiadm's command line. */
  public String text() {
    return text;
  }

  /** Returns the level that zlib compresses at; 0 if the segments are no zlib streams. */
  int level() {
    return level;
  }

  /** Returns the algorithm that a name stands for on the command line. */
  public static Optional<LofiAlgorithm> named(String text) {
    for (LofiAlgorithm algorithm : values()) {
      if (algorithm.text.equals(text)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the algorithm that a file's first bytes name. As for the kernel, the name ends with a
   * NUL, and nothing after that counts.
   */
  static Optional<LofiAlgorithm> ofField(byte[] field) {
    for (int end = 0; end < Math.min(field.length, NAME_BYTES); end++) {
      if (field[end] == 0) {
        return named(new String(field, 0, end, US_ASCII));
      }
    }
    return Optional.empty();
  }
}

package org.bootarchive.tool;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of bytes that end in LF, or at the end. */
final class ByteLines {
  /** More than any path that the kernel takes; what is longer is no path. */
  private static final int MAX_BYTES = 1 << 20;

  private final InputStream in;

  ByteLines(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /**
   * Returns the next line without its LF, bytes as chars U+0000 to U+00FF; null at the end.
   *
   * @throws IOException if reading fails or a line is longer than 1 MiB
   */
  @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int b = in.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = in.read()) {
      if (line.size() == MAX_BYTES) {
        throw new IOException("standard input: a line of more than 1 MiB is no path");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}

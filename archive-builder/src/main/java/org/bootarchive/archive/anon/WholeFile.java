package org.bootarchive.archive.anon;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.bootarchive.ufs.disk.CorruptImageException;

/** Reads a file of the host into memory. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Returns a file's bytes, also of one that has no size, as a pipe.
   *
   * @throws CorruptImageException if there are more than {@code limit}
   * @throws IOException if it cannot be read
   */
  static byte[] read(Path file, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] expected = new byte[(int) Math.min(Files.size(file), limit)];
      int length = in.readNBytes(expected, 0, expected.length);
      byte[] more = in.readNBytes(limit + 1 - length);
      if (length + more.length > limit) {
        throw new CorruptImageException(
            file.toString(), -1, "is larger than " + limit + " bytes, which no such file is");
      }
      byte[] read = length == expected.length ? expected : Arrays.copyOf(expected, length);
      return more.length == 0 ? read : Bytes.concat(read, more);
    }
  }
}

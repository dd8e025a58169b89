package org.bootarchive.archive.anon;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.ufs.disk.CorruptImageException;

/** Reads a file of the host into memory. */
final class WholeFile {
  private WholeFile() {}

  /**
   * Returns a file's bytes.
   *
   * @throws CorruptImageException if there are more than {@code limit}
   * @throws IOException if it cannot be read
   */
  static byte[] read(Path file, int limit) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new CorruptImageException(
            file.toString(), -1, "is larger than " + limit + " bytes, which no such file is");
      }
      return bytes;
    }
  }
}

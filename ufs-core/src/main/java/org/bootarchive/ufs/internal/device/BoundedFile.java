package org.bootarchive.ufs.internal.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.ufs.device.CorruptImageException;

/** Files that are read into memory whole, as far as they are of a size that such files have. */
public final class BoundedFile {
  private BoundedFile() {}

  /**
   * Returns the bytes of a file, which may be a pipe.
   *
   * @param most the most that it may have
   * @param kind what it is, for people: "a manifest"
   * @throws CorruptImageException if it has more
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path file, int most, String kind) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new CorruptImageException(
            file.toString(), -1, "has more than " + most + " bytes, which " + kind + " has not");
      }
      return bytes;
    }
  }
}

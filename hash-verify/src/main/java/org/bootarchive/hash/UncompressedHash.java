package org.bootarchive.hash;

import com.google.common.io.ByteStreams;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The hash of what a gzip file holds. */
final class UncompressedHash {
  /** No module is larger: dboot's addresses have 32 bits. */
  private static final long LIMIT_BYTES = 1L << 32;

  private static final int BUFFER_BYTES = 1 << 16;

  private UncompressedHash() {}

  /**
   * Returns the hash of what the file holds; empty if the file is no sound gzip file, or holds 4
   * GiB or more.
   *
   * @throws IOException if the file cannot be read
   */
  static Optional<ArchiveHash> of(Path file) throws IOException {
    try (InputStream compressed = Files.newInputStream(file);
        InputStream content = new GZIPInputStream(compressed, BUFFER_BYTES)) {
      InputStream limited = ByteStreams.limit(content, LIMIT_BYTES);
      ArchiveHash hash = ArchiveHash.of(limited);
      return content.read() < 0 ? Optional.of(hash) : Optional.empty();
    } catch (ZipException | EOFException e) {
      return Optional.empty();
    }
  }
}

package org.bootarchive.hash;

import com.google.common.io.ByteStreams;
import com.google.common.io.CountingInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The hash of what a boot loader hands to the kernel of a gzip file.
 *
 * <p>Source: {@code gzipfs.c} of the illumos loader. It unpacks the first member alone, and looks
 * neither at the checksum nor at the length behind it.
 */
final class UncompressedHash {
  /** No module is larger: dboot's addresses have 32 bits. */
  private static final long LIMIT_BYTES = 1L << 32;

  private static final int BUFFER_BYTES = 1 << 16;

  private UncompressedHash() {}

  /**
   * Returns the hash of what comes of the first member, up to where it is cut or damaged, and of no
   * more than 4 GiB; empty if the file does not start as a gzip file does.
   *
   * @param progress is told the bytes of the gzip file done
   * @throws IOException if the file cannot be read
   */
  static Optional<ArchiveHash> of(Path file, LongConsumer progress) throws IOException {
    Inflater inflater = new Inflater(true);
    try (InputStream raw = Files.newInputStream(file);
        CountingInputStream counted = new CountingInputStream(raw);
        InputStream packed = new BufferedInputStream(counted, BUFFER_BYTES)) {
      if (!skipHeader(packed)) {
        return Optional.empty();
      }
      InputStream content = new InflaterInputStream(packed, inflater, BUFFER_BYTES);
      InputStream limited = ByteStreams.limit(new UntilDamage(content), LIMIT_BYTES);
      return Optional.of(ArchiveHash.of(limited, done -> progress.accept(counted.getCount())));
    } finally {
      inflater.end();
    }
  }

  /**
   * Says whether a file starts as a gzip file does.
   *
   * @throws IOException if it cannot be read
   */
  static boolean isIn(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream packed = new BufferedInputStream(raw)) {
      return skipHeader(packed);
    }
  }

  /** Reads a gzip header, and nothing behind it; false if there is none. */
  @SuppressWarnings("resource") // It is closed with the stream below it, which is read on.
  private static boolean skipHeader(InputStream packed) throws IOException {
    try {
      InputStream unused = new GZIPInputStream(packed, 1);
      return true;
    } catch (ZipException | EOFException e) {
      return false;
    }
  }

  /** A stream that ends where its compressed data is cut or damaged. */
  private static final class UntilDamage extends FilterInputStream {
    private boolean ended;

    UntilDamage(InputStream content) {
      super(content);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (ended) {
        return -1;
      }
      try {
        return super.read(target, offset, length);
      } catch (ZipException | EOFException e) {
        ended = true;
        return -1;
      }
    }
  }
}

package org.bootarchive.archive.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.text.EscapedBytes;

/** A gzipped tar, of one gzip stream or of several behind each other. */
public final class GzippedTar {
  private static final int BUFFER_BYTES = 1 << 17;

  private GzippedTar() {}

  /** Is shown the members. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Takes a member.
     *
     * @param content is at the member's content, which need not be read
     */
    void visit(TarHeader member, TarReader content) throws IOException;
  }

  /**
   * Shows all members in their order, and reads on to the end, so that damage anywhere is found.
   *
   * @throws CorruptImageException if it is no gzipped tar, is damaged, or is beyond the limits
   * @throws IOException if the file cannot be read, or the visitor throws it
   */
  public static void read(Path tgz, TarLimits limits, Visitor visitor) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(tgz), BUFFER_BYTES);
        InputStream gzip = new NamedGzipStream(tgz, gunzip(tgz, file));
        InputStream in = new BufferedInputStream(gzip, BUFFER_BYTES)) {
      TarReader tar = new TarReader(in, tgz + ": tar");
      TarLimits.Count count = new TarLimits.Count(limits, tgz.toString());
      for (TarHeader member = tar.next(); member != null; member = tar.next()) {
        count.add(EscapedBytes.escape(member.name().getBytes(ISO_8859_1)), member.size());
        visitor.visit(member, tar);
      }
      tar.finish();
    }
  }

  /**
   * Writes the tar without its compression.
   *
   * @param most the most bytes that may come of it
   * @throws CorruptImageException if it is no gzip file, is damaged, or more comes of it
   * @throws IOException if a file cannot be read or written
   */
  public static void uncompress(Path tgz, long most, Path tar) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(tgz), BUFFER_BYTES);
        InputStream gzip = new NamedGzipStream(tgz, gunzip(tgz, file));
        OutputStream out = WrittenFile.stream(tar)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long left = most;
      for (int count = gzip.read(buffer); count >= 0; count = gzip.read(buffer)) {
        left -= count;
        if (left < 0) {
          throw new UnpackedTooLargeException(
              tgz.toString(), "unpacks to more than " + most + " bytes");
        }
        out.write(buffer, 0, count);
      }
    }
  }

  private static InputStream gunzip(Path tgz, InputStream file) throws IOException {
    try {
      return GzipCompressorInputStream.builder()
          .setInputStream(file)
          .setDecompressConcatenated(true)
          .get();
    } catch (IOException e) {
      CorruptImageException none = new CorruptImageException(tgz.toString(), -1, "is no gzip file");
      none.initCause(e);
      throw none;
    }
  }
}

package org.bootarchive.archive.tar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.bootarchive.ufs.disk.CorruptImageException;
import org.bootarchive.ufs.text.EscapedBytes;

/** A gzipped tar, of one gzip stream or of several behind each other. */
public final class GzippedTar {
  /** How many members there may be. */
  private static final int MAX_MEMBERS = 10_000;

  /** The longest member in bytes: what 32-bit disk addresses reach. */
  private static final long MAX_MEMBER_BYTES = 1L << 32;

  /** The most bytes that all members have together. */
  private static final long MAX_BYTES = 6L << 30;

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
   * @throws CorruptImageException if it is no gzipped tar, is damaged, or has more than 10,000
   *     members, one of more than 4 GiB or more than 6 GiB in all
   * @throws IOException if the file cannot be read, or the visitor throws it
   */
  public static void read(Path tgz, Visitor visitor) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(tgz), BUFFER_BYTES);
        InputStream gzip = new NamedGzipStream(tgz, gunzip(tgz, file));
        InputStream in = new BufferedInputStream(gzip, BUFFER_BYTES)) {
      TarReader tar = new TarReader(in, tgz + ": tar");
      int members = 0;
      long bytes = 0;
      for (TarHeader member = tar.next(); member != null; member = tar.next()) {
        if (++members > MAX_MEMBERS) {
          throw new CorruptImageException(
              tgz.toString(), -1, "more than " + MAX_MEMBERS + " members");
        }
        bytes += Math.min(member.size(), MAX_BYTES);
        if (member.size() > MAX_MEMBER_BYTES || bytes > MAX_BYTES) {
          throw new CorruptImageException(
              tgz + ": " + EscapedBytes.escape(member.name().getBytes(ISO_8859_1)),
              -1,
              "has " + member.size() + " bytes, which are too many to boot from");
        }
        visitor.visit(member, tar);
      }
      tar.finish();
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

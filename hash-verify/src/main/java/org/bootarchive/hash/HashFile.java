package org.bootarchive.hash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import org.bootarchive.ufs.internal.device.AtomicFile;

/**
 * The file beside a boot archive that holds its hash: 40 lower-case hexadecimal digits and a
 * newline, as SmartOS's build writes it.
 */
public final class HashFile {
  private HashFile() {}

  /** Returns the path of a file's hash file: the same with {@code .hash} at the end. */
  public static Path beside(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ".hash");
  }

  /**
   * Writes a hash file. It appears under its name only when complete: what is written is a
   * temporary file beside it, forced to stable storage and then renamed.
   *
   * @throws IOException if it cannot be written; a file of that name is then as it was
   */
  public static void write(Path hashFile, ArchiveHash hash) throws IOException {
    AtomicFile.write(hashFile, ByteBuffer.wrap((hash.hex() + "\n").getBytes(US_ASCII)));
  }

  /**
   * Returns the hash that the kernel takes a hash file for.
   *
   * @throws IOException if the file cannot be read, or the kernel would ignore it or panic at it
   */
  public static ArchiveHash read(Path hashFile) throws IOException {
    String head = head(hashFile);
    if (head.length() < ArchiveHash.HEX_DIGITS) {
      throw new IOException(
          hashFile + ": " + head.length() + " bytes are too few for a hash of 40 digits");
    }
    OptionalInt bad = KernelHex.indexOfBad(head);
    if (bad.isPresent()) {
      int at = bad.getAsInt();
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: byte %d is not a digit: 0x%02x",
              hashFile,
              at,
              (int) head.charAt(at)));
    }
    return ArchiveHash.ofDigest(KernelHex.decode(head));
  }

  /** Returns the first forty bytes, or all if there are fewer, as chars U+0000 to U+00FF. */
  static String head(Path hashFile) throws IOException {
    try (InputStream in = Files.newInputStream(hashFile)) {
      return new String(in.readNBytes(ArchiveHash.HEX_DIGITS), ISO_8859_1);
    }
  }
}

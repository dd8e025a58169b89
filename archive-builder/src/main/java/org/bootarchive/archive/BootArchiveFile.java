package org.bootarchive.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.bootarchive.ufs.disk.CorruptImageException;

/**
 * The file that a boot archive is in, wherever a user points: at the archive itself, at a platform
 * directory, or at a {@code platform-<stamp>.tgz}, whose archive is unpacked to a temporary file.
 */
public final class BootArchiveFile implements AutoCloseable {
  /** The longest boot archive that is unpacked, in bytes: what 32-bit disk addresses reach. */
  private static final long MAX_BYTES = 1L << 32;

  /** How many members of a .tgz are looked at for the archive. */
  private static final int MAX_MEMBERS = 100_000;

  private final Path path;
  private final boolean temporary;

  private BootArchiveFile(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Finds the boot archive.
   *
   * @throws NoSuchFileException if there is nothing at {@code place}
   * @throws CorruptImageException if the directory or .tgz holds no boot archive
   * @throws IOException if it cannot be read
   */
  public static BootArchiveFile at(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return of(PlatformImage.in(place).orElseThrow(() -> none(place, "directory")).bootArchive());
    }
    if (!Files.exists(place)) {
      throw new NoSuchFileException(place.toString());
    }
    return isTarball(place) ? new BootArchiveFile(unpack(place), true) : of(place);
  }

  /** Returns an archive that is in a file of its own. */
  public static BootArchiveFile of(Path archive) {
    return new BootArchiveFile(archive, false);
  }

  /** Returns whether a platform image may be there: a directory or a .tgz, not an archive. */
  public static boolean isPlatform(Path place) {
    return Files.isDirectory(place) || (isTarball(place) && Files.isRegularFile(place));
  }

  /** Returns whether a name is that of a gzipped tar. */
  public static boolean isTarball(Path place) {
    String name = String.valueOf(place.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".tgz") || name.endsWith(".tar.gz");
  }

  private static Path unpack(Path tgz) throws IOException {
    try (InputStream file = new BufferedInputStream(Files.newInputStream(tgz), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(gunzip(file))) {
      int members = 0;
      for (TarArchiveEntry member = tar.getNextEntry();
          member != null && members < MAX_MEMBERS;
          member = tar.getNextEntry()) {
        members++;
        if (member.isFile() && isBootArchive(member.getName())) {
          if (member.getSize() > MAX_BYTES) {
            throw new CorruptImageException(
                member.getName(), -1, member.getSize() + " bytes are too many to boot from");
          }
          return copy(tar);
        }
      }
    }
    throw none(tgz, ".tgz");
  }

  private static InputStream gunzip(InputStream file) throws IOException {
    // A parallel compressor may have made several streams, one behind the other.
    return GzipCompressorInputStream.builder()
        .setInputStream(file)
        .setDecompressConcatenated(true)
        .get();
  }

  private static boolean isBootArchive(String member) {
    return member.equals(PlatformImage.BOOT_ARCHIVE)
        || member.endsWith("/" + PlatformImage.BOOT_ARCHIVE);
  }

  private static Path copy(InputStream content) throws IOException {
    Path file = Files.createTempFile("boot_archive", null);
    try {
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.delete(file);
      throw e;
    }
    return file;
  }

  private static CorruptImageException none(Path place, String kind) {
    return new CorruptImageException(
        place.toString(), -1, "this " + kind + " has no " + PlatformImage.BOOT_ARCHIVE + " in it");
  }

  /** Returns the file; it may go away when this is closed. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.deleteIfExists(path);
    }
  }
}

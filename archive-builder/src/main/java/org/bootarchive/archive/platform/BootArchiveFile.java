package org.bootarchive.archive.platform;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipException;
import org.bootarchive.archive.anon.BootedKernel;
import org.bootarchive.archive.convert.ArchiveForm;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.tar.GzippedTar;
import org.bootarchive.dtrace.compile.TypeEnvironment;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.jspecify.annotations.Nullable;

/**
 * The file that a boot archive is in, wherever a user points: at the archive itself, at a platform
 * directory, or at a {@code platform-<stamp>.tgz}, whose archive is unpacked to a temporary file.
 * An archive that is gzipped, a cpio archive or an ISO 9660 becomes a UFS image in a temporary
 * file.
 */
public final class BootArchiveFile implements AutoCloseable {
  /** What stays free in an image that is made of another form, for edits: bytes. */
  static final long FREE_BYTES = 256L << 20;

  private final Path path;
  private final Closeable temporary;
  private final @Nullable UnpackedArchive unpacked;

  private BootArchiveFile(Path path, @Nullable UnpackedArchive unpacked, Closeable temporary) {
    this.path = path;
    this.unpacked = unpacked;
    this.temporary = temporary;
  }

  /**
   * Finds the boot archive.
   *
   * @throws NoSuchFileException if there is nothing at {@code place}
   * @throws CorruptImageException if the directory or .tgz holds no boot archive
   * @throws IOException if it cannot be read
   */
  static BootArchiveFile at(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      return ofAnyForm(
          PlatformImage.in(place).orElseThrow(() -> none(place, "directory")).bootArchive());
    }
    if (!Files.exists(place)) {
      throw new NoSuchFileException(place.toString());
    }
    return isTarball(place) ? unpack(place) : ofAnyForm(place);
  }

  /** Returns an archive in a file of its own, which is unpacked if it is of another form. */
  static BootArchiveFile ofAnyForm(Path archive) throws IOException {
    return ofAnyForm(archive, new TemporaryFiles());
  }

  /**
   * Returns an archive in a file of its own.
   *
   * @param temporary is closed with it, and if there is none
   */
  private static BootArchiveFile ofAnyForm(Path archive, TemporaryFiles temporary)
      throws IOException {
    UnpackedArchive unpacked = null;
    BootArchiveFile file = null;
    try {
      unpacked = Files.isRegularFile(archive) ? UnpackedArchive.of(archive).orElse(null) : null;
      Path image = unpacked == null ? archive : unpacked.image(FREE_BYTES);
      file = new BootArchiveFile(image, unpacked, temporary);
      return file;
    } finally {
      if (file == null) {
        close(unpacked, temporary);
      }
    }
  }

  private static void close(@Nullable UnpackedArchive unpacked, Closeable temporary)
      throws IOException {
    try (temporary) {
      if (unpacked != null) {
        unpacked.close();
      }
    }
  }

  /** Returns an archive that is in a file of its own. */
  public static BootArchiveFile of(Path archive) {
    return new BootArchiveFile(archive, null, new TemporaryFiles());
  }

  /** Returns whether a platform image may be there: a directory or a .tgz, not an archive. */
  static boolean isPlatform(Path place) {
    return Files.isDirectory(place) || (isTarball(place) && Files.isRegularFile(place));
  }

  /** Returns whether a name is that of a gzipped tar. */
  static boolean isTarball(Path place) {
    String name = String.valueOf(place.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".tgz") || name.endsWith(".tar.gz");
  }

  /**
   * Returns whether a gzipped tar has a boot archive where a platform has it; false of what is no
   * gzipped tar.
   *
   * @throws IOException if it cannot be read
   */
  static boolean holdsPlatform(Path tgz) throws IOException {
    try {
      GzippedTar.read(
          tgz,
          Platform.tarballLimits(),
          (member, content) -> {
            if (PlatformImage.archiveIn(member.name()).isPresent()) {
              throw new FoundException();
            }
          });
      return false;
    } catch (FoundException e) {
      return true;
    } catch (CorruptImageException | ZipException | EOFException e) {
      return false;
    }
  }

  /** Ends the search at the first archive. */
  private static final class FoundException extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static BootArchiveFile unpack(Path tgz) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    boolean isDone = false;
    Path file;
    try {
      file = temporary.createFile("boot_archive");
      int[] found = {0};
      GzippedTar.read(
          tgz,
          Platform.tarballLimits(),
          (member, content) -> {
            if (PlatformImage.archiveIn(member.name()).isPresent()) {
              if (!member.isRegular()) {
                throw new CorruptImageException(
                    tgz + ": " + PlatformImage.BOOT_ARCHIVE, -1, "is no regular file");
              }
              if (++found[0] > 1) {
                throw new CorruptImageException(
                    tgz.toString(), -1, "there is more than one platform");
              }
              try (OutputStream out = WrittenFile.stream(file)) {
                content.copyTo(out);
              }
            }
          });
      if (found[0] == 0) {
        throw none(tgz, ".tgz");
      }
      isDone = true;
    } finally {
      if (!isDone) {
        temporary.close();
      }
    }
    return ofAnyForm(file, temporary);
  }

  private static CorruptImageException none(Path place, String kind) {
    return new CorruptImageException(
        place.toString(), -1, "this " + kind + " has no " + PlatformImage.BOOT_ARCHIVE + " in it");
  }

  /** Returns the form that the archive had before it became this file. */
  public ArchiveForm form() {
    return unpacked == null ? ArchiveForm.PLAIN_UFS : unpacked.form();
  }

  /**
   * Returns the archive at a glance; empty if it is a plain UFS, which tells by itself.
   *
   * @throws IOException if it cannot be read
   */
  public Optional<UnpackedArchive.Summary> summary() throws IOException {
    return unpacked == null ? Optional.empty() : Optional.of(unpacked.summary());
  }

  /** Returns the file, a UFS image; it may go away when this is closed. */
  public Path path() {
    return path;
  }

  /**
   * Opens the archive's kernel as programs in D are compiled for it; this must be open as long.
   *
   * @throws CorruptImageException if no kernel starts from the archive
   * @throws IOException if it cannot be read
   */
  public TypeEnvironment typeEnvironment() throws IOException {
    return BootedKernel.of(FileBlockDevice.of(path));
  }

  /** Returns a file with the archive out of its gzip file, as the kernel gets it. */
  public Path asLoaded() {
    return unpacked == null ? path : unpacked.plain();
  }

  @Override
  public void close() throws IOException {
    close(unpacked, temporary);
  }
}

package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.archive.tar.TarHeader;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.media.disk.PartContent;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.UnsupportedImageException;

/** What is said of a file that starts like no archive that is known. */
final class UnknownForm {
  /** What it is taken for. */
  private static final String UNKNOWN =
      "by its first bytes no UFS, cpio archive, ISO 9660 or gzip file (damaged, cut, or something"
          + " else); read as a UFS";

  private static final String LOFI =
      "compressed by lofi, as usr.lgz is; archive-tool lofi uncompress makes an image of it";

  private static final String TAR =
      "a tar and no boot archive; build --tar makes one of its files, and a platform's tar is read"
          + " if it is gzipped and named .tgz";

  private UnknownForm() {}

  /**
   * Returns an error that says what the file was taken for; the same if it is a UFS, or of a kind
   * that has a name.
   *
   * @param error why it cannot be opened
   * @param file the archive's; empty if it is in none of its own, or was not found
   */
  static CorruptImageException of(CorruptImageException error, Optional<Path> file)
      throws IOException {
    if (file.isEmpty() || error instanceof UnsupportedImageException) {
      return error;
    }
    String taken = taken(file.get());
    return switch (taken) {
      case "" -> error;
      case LOFI, TAR -> named(file.get(), taken, error);
      default -> error.in(taken);
    };
  }

  /** Returns an error that says what a file is: what is wrong with it as a UFS does not matter. */
  private static CorruptImageException named(Path file, String taken, CorruptImageException error) {
    CorruptImageException named = new CorruptImageException(file.toString(), -1, taken);
    named.initCause(error);
    return named;
  }

  /** Returns what a file that is read as a UFS is taken for; empty if it starts like one. */
  private static String taken(Path file) throws IOException {
    try (BlockDevice device = FileBlockDevice.open(file)) {
      if (PartContent.of(device) == PartContent.UFS) {
        return "";
      }
      return LofiHeader.isLofi(device) ? LOFI : TarHeader.isTar(device) ? TAR : UNKNOWN;
    }
  }

  private static String taken(ImagePlace place) throws IOException {
    Optional<Path> platform = place.platform();
    return platform.isEmpty() && place.slice().isEmpty() ? taken(place.place()) : "";
  }

  /** Returns what stands before what is wrong with a place; empty if its form is known. */
  static String said(ImagePlace place) throws IOException {
    String taken = taken(place);
    return taken.isEmpty() ? "" : taken + ": ";
  }

  /** Says what the file at a place was taken for, if it is no archive that is known. */
  static void note(ImagePlace place, PrintWriter notes) throws IOException {
    String taken = taken(place);
    if (!taken.isEmpty()) {
      notes.println("note: " + SpooledInput.shown(place.shown()) + ": " + taken);
      notes.flush();
    }
  }
}

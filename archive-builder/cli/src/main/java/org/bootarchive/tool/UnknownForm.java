package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.media.disk.PartContent;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.UnsupportedImageException;

/** What is said of a file that starts like no archive that is known. */
final class UnknownForm {
  /** What it was taken for. */
  private static final String TAKEN =
      "by its first bytes no UFS, cpio archive, ISO 9660 or gzip file (damaged, cut, or something"
          + " else); read as a UFS";

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
    boolean isUnknown =
        file.isPresent() && !(error instanceof UnsupportedImageException) && is(file.get());
    return isUnknown ? error.in(TAKEN) : error;
  }

  /** Returns whether a file that is read as a UFS starts like no archive that is known. */
  private static boolean is(Path file) throws IOException {
    try (BlockDevice device = FileBlockDevice.open(file)) {
      return PartContent.of(device) != PartContent.UFS;
    }
  }

  /** Returns what stands before what is wrong with a place; empty if its form is known. */
  static String said(ImagePlace place) throws IOException {
    Optional<Path> platform = place.platform();
    return platform.isEmpty() && place.slice().isEmpty() && is(place.place()) ? TAKEN + ": " : "";
  }

  /** Says what the file at a place was taken for, if it is no archive that is known. */
  static void note(ImagePlace place, PrintWriter notes) throws IOException {
    if (!said(place).isEmpty()) {
      notes.println("note: " + SpooledInput.shown(place.shown()) + ": " + TAKEN);
      notes.flush();
    }
  }
}

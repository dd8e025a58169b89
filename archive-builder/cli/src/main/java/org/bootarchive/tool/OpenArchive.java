package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Path;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.media.disk.SliceFile;
import org.bootarchive.ufs.internal.device.TemporaryFiles;

/**
 * An archive that a command reads out of its file, wherever a user points.
 *
 * @param place what the user named
 * @param file the archive's file; of a slice of a disk, a copy
 * @param temporary where a copy is
 */
record OpenArchive(ImagePlace place, BootArchiveFile file, TemporaryFiles temporary)
    implements AutoCloseable {

  /**
   * Opens an archive.
   *
   * @param choice what of a disk or a medium is meant
   * @throws IOException if it cannot be found or read
   */
  static OpenArchive open(Path named, ArchiveChoice choice) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    ImagePlace place = null;
    OpenArchive opened = null;
    try {
      place = ImagePlace.open(named, choice, null);
      opened = new OpenArchive(place, file(place, temporary), temporary);
      return opened;
    } finally {
      if (opened == null) {
        try (temporary) {
          if (place != null) {
            place.close();
          }
        }
      }
    }
  }

  private static BootArchiveFile file(ImagePlace place, TemporaryFiles temporary)
      throws IOException {
    if (place.slice().isEmpty()) {
      return place.file().orElseThrow();
    }
    ImagePlace.Slice slice = place.slice().get();
    Path copy = temporary.createDirectory("slice").resolve("boot_archive");
    SliceFile.copy(slice.disk(), slice.part(), copy);
    return BootArchiveFile.of(copy);
  }

  @Override
  public void close() throws IOException {
    try (temporary;
        place) {
      file.close();
    }
  }
}

package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.hash.HashFile;
import org.bootarchive.ufs.device.CorruptImageException;

/** The file that a hash is of, wherever a user points. */
final class HashedFile {
  private HashedFile() {}

  /**
   * Returns the boot archive of a platform directory, or else the file itself.
   *
   * @throws CorruptImageException if a directory holds no platform, or several
   */
  static Path at(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return place;
    }
    return PlatformImage.in(place)
        .orElseThrow(
            () ->
                new CorruptImageException(
                    place.toString(),
                    -1,
                    "this directory has no " + PlatformImage.BOOT_ARCHIVE + " in it"))
        .bootArchive();
  }

  /**
   * Returns the hash file that an archive is checked against: {@link ArchiveConversion#hashFileOf},
   * or the one with the whole name of a gzip file before {@code .hash} if that is all there is.
   *
   * @throws IOException if the archive cannot be read
   */
  static Path hashFileFound(Path archive) throws IOException {
    Path usual = ArchiveConversion.hashFileOf(archive);
    Path whole = HashFile.beside(archive);
    return !Files.exists(usual) && Files.exists(whole) ? whole : usual;
  }
}

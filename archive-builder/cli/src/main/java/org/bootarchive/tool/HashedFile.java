package org.bootarchive.tool;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.hash.HashFile;
import org.bootarchive.media.disk.Medium;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * The file that a hash is of, wherever a user points.
 *
 * @param path the file
 * @param hashFile the hash file that it is checked against, whether it is there or not; empty if
 *     there is no place for one
 * @param isTemporary whether it goes away with this
 * @param held what is closed with it
 */
record HashedFile(Path path, Optional<Path> hashFile, boolean isTemporary, Closeable held)
    implements Closeable {

  /**
   * Finds the boot archive of a platform, a directory or a platform-STAMP.tgz; or else the file
   * itself, which may come from a pipe.
   *
   * @throws CorruptImageException if a directory or a .tgz of such a name holds no platform, or
   *     several
   */
  static HashedFile open(Path place) throws IOException {
    if (Files.isDirectory(place)) {
      Path archive =
          PlatformImage.in(place)
              .orElseThrow(
                  () ->
                      new CorruptImageException(
                          place.toString(),
                          -1,
                          "this directory has no " + PlatformImage.BOOT_ARCHIVE + " in it"))
              .bootArchive();
      return new HashedFile(archive, Optional.of(hashFileFound(archive)), false, () -> {});
    }
    if (isPlatformTarball(place)) {
      return inside(Platform.open(place));
    }
    boolean isStream = SpooledInput.isStream(place);
    SpooledInput input = SpooledInput.of(place);
    if (isStream && Platform.isPlatformTarball(input.path())) {
      try (input) {
        return inside(Platform.open(input.path()));
      }
    }
    return isStream
        ? new HashedFile(input.path(), Optional.empty(), true, input)
        : new HashedFile(place, Optional.of(hashFileFound(place)), false, input);
  }

  /** A name that says platform is believed; of another .tgz its content tells. */
  private static boolean isPlatformTarball(Path place) throws IOException {
    String name = String.valueOf(place.getFileName()).toLowerCase(Locale.ROOT);
    return name.startsWith("platform-")
        ? Files.exists(place) && Platform.isPlatform(place)
        : Platform.isPlatformTarball(place);
  }

  private static HashedFile inside(Platform platform) throws IOException {
    HashedFile found = null;
    try {
      Path archive = platform.archiveAsLoaded();
      Path hashFile = platform.find(PlatformImage.HASH).orElse(archive.resolveSibling("no.hash"));
      found = new HashedFile(archive, Optional.of(hashFile), true, platform);
      return found;
    } finally {
      if (found == null) {
        platform.close();
      }
    }
  }

  /**
   * Returns the hash file that an archive is checked against: {@link ArchiveConversion#hashFileOf},
   * or the one with the whole name of a gzip file before {@code .hash} if that is all there is.
   *
   * @throws IOException if the archive cannot be read
   */
  private static Path hashFileFound(Path archive) throws IOException {
    Path usual = ArchiveConversion.hashFileOf(archive);
    Path whole = HashFile.beside(archive);
    return !Files.exists(usual) && Files.exists(whole) ? whole : usual;
  }

  /**
   * Says so if the file is a medium: what is hashed is then all of it, and not the archive in it.
   *
   * @param named what the user named
   */
  void noteMedium(Path named, PrintWriter notes) throws IOException {
    if (isMedium()) {
      notes.println(
          "note: "
              + Texts.shownLine(SpooledInput.nameOf(named))
              + " is a medium, and this is about the whole of it; for the archive in it see modules"
              + " --media FILE, which hashes what it boots");
      notes.flush();
    }
  }

  /** Returns whether it is a medium or a disk; an archive by itself may be an ISO 9660 too. */
  private boolean isMedium() throws IOException {
    try {
      if (!Files.isRegularFile(path) || !Medium.isMedium(path)) {
        return false;
      }
      if (Medium.bytesToUnpack(path) > 0) {
        return true;
      }
      try (ImagePlace place = ImagePlace.open(path, ArchiveChoice.ANY, null)) {
        return place.medium().isPresent() || place.slice().isPresent();
      }
    } catch (CorruptImageException e) {
      // What is damaged has a hash all the same.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    held.close();
  }
}

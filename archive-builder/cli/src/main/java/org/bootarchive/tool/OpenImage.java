package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.device.ReadAheadBlockDevice;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Volume;

/**
 * An image that a command reads.
 *
 * @param place what the user named
 * @param file the archive's file; empty if it is a slice of a disk
 * @param volume the archive's own file system
 * @param tree its files, as the user wants to see them
 */
record OpenImage(
    ImagePlace place,
    Optional<BootArchiveFile> file,
    BlockDevice device,
    Volume volume,
    ArchiveTree tree)
    implements AutoCloseable {

  /**
   * Opens the file system of an image; the place is closed with it, and if there is none.
   *
   * @param nested whether /usr is what usr.lgz holds
   */
  static OpenImage of(ImagePlace place, boolean nested) throws IOException {
    BlockDevice device = null;
    Optional<BootArchiveFile> file = Optional.empty();
    ArchiveTree tree = null;
    try {
      file = place.file();
      device = ReadAheadBlockDevice.of(place.device(file));
      Volume volume = Volume.open(device);
      tree = nested ? ArchiveTree.afterBoot(volume) : ArchiveTree.ofRoot(volume);
      return new OpenImage(place, file, device, volume, tree);
    } catch (CorruptImageException e) {
      throw UnknownForm.of(e, file.map(BootArchiveFile::path)).in(place.shown());
    } finally {
      if (tree == null) {
        if (device != null) {
          device.close();
        }
        close(file, place);
      }
    }
  }

  private static void close(Optional<BootArchiveFile> file, ImagePlace place) throws IOException {
    try (place) {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }

  /** Returns the archive's path; empty if it is a slice of a disk. */
  Optional<Path> path() {
    return file.isEmpty() ? Optional.empty() : Optional.of(file.get().path());
  }

  /**
   * Finds what a user typed: the path, {@code \xHH} standing for a byte, or where there is no such
   * file what matches it as a pattern.
   *
   * @return at least one place
   * @throws NotInImageException if there is nothing
   */
  ImmutableList<VolumePath> find(String typed, LastLink lastLink) throws IOException {
    Optional<VolumePath> place = findPath(typed, lastLink);
    return place.isPresent() ? ImmutableList.of(place.get()) : findMatches(typed, lastLink);
  }

  /** Finds the path that a user typed, {@code \xHH} standing for a byte. */
  Optional<VolumePath> findPath(String typed, LastLink lastLink) throws IOException {
    byte[] path = ByteArguments.path(typed).getBytes(StandardCharsets.ISO_8859_1);
    return VolumePath.find(tree, path, lastLink);
  }

  /**
   * Finds what matches the pattern that a user typed.
   *
   * @return at least one place
   * @throws NotInImageException if there is nothing, or this is no pattern
   */
  ImmutableList<VolumePath> findMatches(String typed, LastLink lastLink) throws IOException {
    Optional<PathPattern> pattern = PathPattern.of(typed);
    ImmutableList<VolumePath> places =
        pattern.isPresent() ? pattern.get().find(tree, lastLink) : ImmutableList.of();
    if (places.isEmpty()) {
      byte[] path = ByteArguments.path(typed).getBytes(StandardCharsets.ISO_8859_1);
      throw new NotInImageException(
          place.shown()
              + (pattern.isPresent() ? " has nothing that matches " : " has no ")
              + EscapedBytes.escape(path));
    }
    return places;
  }

  /** Returns what is meant by /usr in this image. */
  UsrView usrView() throws IOException {
    if (tree.usr().isPresent()) {
      return UsrView.NESTED;
    }
    return UsrImage.in(volume).isPresent() ? UsrView.OWN : UsrView.ONLY;
  }

  @Override
  public void close() throws IOException {
    tree.close();
    volume.close();
    close(file, place);
  }
}

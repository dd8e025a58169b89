package org.bootarchive.archive.build;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.volume.Volume;

/** Where the files of an archive come from. */
@FunctionalInterface
public interface ArchiveSource {

  /**
   * Reads everything but the contents of regular files.
   *
   * @param date the latest time that a file may have
   * @throws IOException if the source cannot be read, or holds what no archive can
   */
  SourceTree read(SourceDate date) throws IOException;

  /**
   * Reads everything as {@link #read} does, for an archive that is there already: its own
   * etc/passwd and etc/group tell the numbers of users and groups.
   *
   * @param archive the root of the archive that the files are put into
   */
  default SourceTree readFor(Volume archive, SourceDate date) throws IOException {
    return read(date);
  }

  /** Returns when the youngest of the files changed last, no later than a date. */
  default InodeTime newest(SourceDate date) throws IOException {
    try (SourceTree tree = read(date)) {
      return tree.time();
    }
  }

  /**
   * Returns the host's files that are read, and the directories that are read whole: nothing of
   * them may be written as long as a tree of them is open.
   *
   * @throws IOException if they cannot be told
   */
  default ImmutableList<Path> inputs() throws IOException {
    return ImmutableList.of();
  }

  /** Returns the same files, all of them root's, group root's. */
  default ArchiveSource allRoot() {
    return new RootOwnedSource(this);
  }

  /** Returns no files: what newfs leaves. */
  static ArchiveSource empty() {
    return EmptySource.create();
  }

  /**
   * Returns the files in a directory of the host, with their owners, permissions, times, hard links
   * and devices. The directory itself is the root. Symbolic links are taken as they are.
   *
   * @param directory in a file system that tells unix attributes
   */
  static ArchiveSource directory(Path directory) {
    return DirectorySource.of(directory);
  }

  /**
   * Returns the files in a tar of a reasonable size, gzipped or not, with owners by number,
   * permissions, times, links and devices. A later member of a name counts; directories that have
   * no member of their own are root's, 0755, of the newest time in the tar.
   */
  static ArchiveSource tar(Path tar) {
    return TarSource.of(tar);
  }

  /**
   * Returns the files in a tar; it is refused when it is read if it has too many bytes.
   *
   * @param maxBytes how many bytes all its files may have together, holes too; at least 1
   */
  static ArchiveSource tar(Path tar, long maxBytes) {
    return TarSource.of(tar, maxBytes);
  }

  /**
   * Returns the files that a manifest lists, as SmartOS's builder reads it: directories, files,
   * symbolic links, hard links, in this order wherever their lines stand.
   *
   * @param protos where the files are, the first one first; the first etc/passwd and etc/group
   *     there tell the numbers of users and groups
   */
  static ArchiveSource manifest(Path manifest, List<Path> protos) {
    return ManifestSource.of(manifest, protos);
  }

  /**
   * Returns the files of a volume, with all their metadata but inode numbers.
   *
   * @param volume has to stay open as long as the files are read
   */
  static ArchiveSource volume(Volume volume) {
    return VolumeSource.of(volume);
  }
}

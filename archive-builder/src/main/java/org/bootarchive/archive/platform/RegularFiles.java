package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/** Goes through all regular files of a root archive with another volume mounted on its usr. */
final class RegularFiles {
  /** The name of the mount point, and of what is below it in paths. */
  static final String USR = "usr";

  /** After so many directories that cannot be read the rest of a volume is left out. */
  private static final int MAX_FAILURES = 100;

  /** What is below usr. */
  enum Usr {
    /** The root's own files; nothing is mounted. */
    ROOTS_OWN,
    /** Those of another volume. */
    MOUNTED,
    /** Those of another volume that cannot be read. */
    UNREADABLE
  }

  private final Usr usr;
  private final List<RegularFile> files = new ArrayList<>();
  private final List<CorruptImageException> failures = new ArrayList<>();

  private RegularFiles(Usr usr) {
    this.usr = usr;
  }

  /**
   * Finds all files.
   *
   * @param mounted what is mounted on usr, if anything is
   */
  static RegularFiles of(Volume root, Usr usr, Optional<Volume> mounted) throws IOException {
    RegularFiles tree = new RegularFiles(usr);
    tree.add(root, "", usr != Usr.ROOTS_OWN);
    if (mounted.isPresent()) {
      tree.add(mounted.get(), USR + "/", false);
    }
    return tree;
  }

  private void add(Volume volume, String prefix, boolean isCovered) throws IOException {
    List<RegularFile> found = new ArrayList<>();
    TreeWalk walk = volume.walk(Inode.ROOT);
    @Nullable Visit directory = null;
    String above = "";
    int failed = 0;
    for (boolean more = true; more && failed < MAX_FAILURES; ) {
      try {
        Visit visit = walk.next();
        more = visit != null;
        if (visit != null && visit.inode().type() == FileType.REGULAR) {
          if (directory != visit.parent()) {
            directory = visit.parent();
            above = directory == null ? "" : pathOf(directory);
          }
          if (!isCovered || !above.startsWith(USR + "/")) {
            String path = prefix + above + text(visit.name());
            found.add(new RegularFile(path, volume, visit.number(), visit.inode()));
          }
        }
      } catch (CorruptImageException e) {
        failures.add(e);
        failed++;
      }
    }
    // In the order of the disk, so that no part of a compressed one is decompressed twice.
    found.sort(Comparator.comparingInt(file -> file.inode().direct().get(0)));
    files.addAll(found);
  }

  /** Returns the path of a directory with a slash behind each name. */
  private static String pathOf(Visit directory) {
    StringBuilder path = new StringBuilder();
    for (FileName name : directory.path()) {
      path.append(text(name)).append('/');
    }
    return path.toString();
  }

  private static String text(@Nullable FileName name) {
    return name == null ? "" : new String(name.toBytes(), ISO_8859_1);
  }

  /** Returns the files: the root's, then those below usr, each in the order of the disk. */
  List<RegularFile> files() {
    return files;
  }

  /** Returns the file that has a path, empty if none has. */
  Optional<RegularFile> find(String path) {
    return files.stream().filter(file -> file.path().equals(path)).findFirst();
  }

  /** Returns what is below usr. */
  Usr usr() {
    return usr;
  }

  /** Returns what could not be read. */
  List<CorruptImageException> failures() {
    return failures;
  }
}

package org.bootarchive.ufs.nio;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.OptionalLong;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.path.PathText;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a path leads, for one path.
 *
 * <p>A link's text counts from the directory that the link is in, or from the image's root; it
 * never leads out of the image. ".." goes back the way that the walk came.
 */
final class Resolver {
  /** The most links on one way, as Linux has it; illumos takes 20 ({@code MAXSYMLINKS}). */
  static final int LINK_LIMIT = 40;

  private final Inodes inodes;
  private final UfsPath path;
  private int links;

  private Resolver(Inodes inodes, UfsPath path) {
    this.inodes = inodes;
    this.path = path;
  }

  /**
   * Returns the place of a path; one that does not exist is a name in a directory that does.
   *
   * @param followLast whether the last name is followed if it is a link
   * @throws NoSuchFileException if a name before the last is not there or no directory
   * @throws FileSystemLoopException if more than 40 links are on the way
   */
  static Place resolve(Inodes inodes, UfsPath path, boolean followLast) throws IOException {
    Resolver resolver = new Resolver(inodes, path);
    Place known = inodes.known(path);
    if (known == null) {
      return resolver.walk(Place.ROOT, path.names(), followLast);
    }
    return followLast && resolver.type(known) == FileType.SYMBOLIC_LINK
        ? resolver.follow(known)
        : known;
  }

  private Place walk(Place start, List<FileName> names, boolean followLast) throws IOException {
    Place at = start;
    for (int i = 0; i < names.size(); i++) {
      at = step(at, names.get(i));
      boolean last = i == names.size() - 1;
      if ((followLast || !last) && type(at) == FileType.SYMBOLIC_LINK) {
        at = follow(at);
      }
    }
    return at;
  }

  private Place step(Place at, FileName name) throws IOException {
    if (type(at) != FileType.DIRECTORY) {
      throw new NoSuchFileException(path.toString());
    }
    if (name.equals(FileName.SELF)) {
      return at;
    }
    if (name.equals(FileName.PARENT)) {
      return at.above();
    }
    OptionalLong inode = inodes.volume().lookup(at.inode(), name);
    return new Place(at, name, inode.orElse(Place.ABSENT));
  }

  private Place follow(Place link) throws IOException {
    if (++links > LINK_LIMIT) {
      throw new FileSystemLoopException(path.toString());
    }
    byte[] text = inodes.volume().readLink(link.inode());
    if (text.length == 0) {
      throw new NoSuchFileException(path.toString(), null, "a link on the way is empty");
    }
    return walk(text[0] == '/' ? Place.ROOT : link.above(), PathText.split(text), true);
  }

  private @Nullable FileType type(Place place) throws IOException {
    return place.exists() ? inodes.get(place.inode()).type() : null;
  }
}

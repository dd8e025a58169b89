package org.bootarchive.ufs.nio;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.internal.path.PathText;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Volume;

/** What one can ask of a path without changing anything. */
final class FileReading {
  private final UfsFileSystem fileSystem;
  private final Inodes inodes;
  private final DirectoryPlaces directories = new DirectoryPlaces();

  FileReading(UfsFileSystem fileSystem, Inodes inodes) {
    this.fileSystem = fileSystem;
    this.inodes = inodes;
  }

  /** Returns where a path leads, or would: a name in a directory that is there. */
  Place place(UfsPath path, boolean followLinks) throws IOException {
    return Resolver.resolve(inodes, path, followLinks);
  }

  /** Returns where a path leads. */
  Place existing(UfsPath path, boolean followLinks) throws IOException {
    Place place = place(path, followLinks);
    if (!place.exists()) {
      throw new NoSuchFileException(path.toString());
    }
    return place;
  }

  UfsPath realPath(UfsPath path, boolean followLinks) throws IOException {
    return fileSystem.locked(
        () -> UfsPath.of(fileSystem, true, existing(path, followLinks).names()));
  }

  UfsFileAttributes attributes(UfsPath path, boolean followLinks) throws IOException {
    return fileSystem.locked(() -> attributes(existing(path, followLinks).inode()));
  }

  private UfsFileAttributes attributes(long number) throws IOException {
    Inode inode = inodes.get(number);
    FileType type = inode.type();
    return new UfsFileAttributes(
        new FileKey(fileSystem.number(), number),
        inode,
        type != null && type.isDevice() ? volume().device(inode) : null);
  }

  /**
   * Returns the attributes that {@code view:list} names.
   *
   * @throws UnsupportedOperationException if there is no such view
   * @throws IllegalArgumentException if the view has no such attribute
   */
  Map<String, Object> attributes(UfsPath path, String viewAndList, boolean followLinks)
      throws IOException {
    int colon = viewAndList.indexOf(':');
    String view = colon < 0 ? "basic" : viewAndList.substring(0, colon);
    String list = viewAndList.substring(colon + 1);
    if (view.equals(UserAttributes.VIEW)) {
      return userAttributes(new UserAttributes(path, followLinks), list);
    }
    if (!AttributeNames.hasView(view)) {
      throw new UnsupportedOperationException("no view " + view);
    }
    return AttributeNames.read(attributes(path, followLinks), view, list);
  }

  private static Map<String, Object> userAttributes(UserAttributes attributes, String list)
      throws IOException {
    Map<String, Object> values = new HashMap<>();
    for (String name : list.equals("*") ? attributes.list() : Splitter.on(',').splitToList(list)) {
      values.put(name, attributes.read(name));
    }
    return values;
  }

  /**
   * Checks that a file is there and may be used: everyone reads, nobody writes what is read-only,
   * and a file is run if anybody may run it.
   */
  void checkAccess(UfsPath path, AccessMode... modes) throws IOException {
    UfsFileAttributes attributes = attributes(path, true);
    for (AccessMode mode : modes) {
      switch (mode) {
        case READ -> {}
        case WRITE -> {
          if (fileSystem.isReadOnly()) {
            throw new AccessDeniedException(path.toString(), null, "read-only file system");
          }
        }
        case EXECUTE -> {
          if (!attributes.isDirectory() && (attributes.mode() & 0111) == 0) {
            throw new AccessDeniedException(path.toString(), null, "nobody may run it");
          }
        }
      }
    }
  }

  boolean isSameFile(UfsPath one, UfsPath other) throws IOException {
    return fileSystem.locked(() -> existing(one, true).inode() == existing(other, true).inode());
  }

  UfsPath linkTarget(UfsPath link) throws IOException {
    return fileSystem.locked(
        () -> {
          Place place = existing(link, false);
          if (inodes.get(place.inode()).type() != FileType.SYMBOLIC_LINK) {
            throw new NotLinkException(link.toString());
          }
          byte[] text = volume().readLink(place.inode());
          return UfsPath.of(fileSystem, text.length > 0 && text[0] == '/', PathText.split(text));
        });
  }

  /** Returns the content of a regular file. */
  FileContent content(UfsPath path, boolean followLinks) throws IOException {
    return fileSystem.locked(
        () -> {
          Place place = existing(path, followLinks);
          requireRegular(path, place);
          return volume().content(place.inode());
        });
  }

  void requireRegular(UfsPath path, Place place) throws IOException {
    FileType type = inodes.get(place.inode()).type();
    if (type != FileType.REGULAR) {
      throw new FileSystemException(path.toString(), null, "not a regular file but " + type);
    }
  }

  /** Returns the paths of what is in a directory, as it was then, in the order of the disk. */
  DirectoryStream<Path> list(UfsPath path, DirectoryStream.Filter<? super Path> filter)
      throws IOException {
    return fileSystem.locked(
        () -> {
          Place place = existing(path, true);
          if (inodes.get(place.inode()).type() != FileType.DIRECTORY) {
            throw new NotDirectoryException(path.toString());
          }
          directories.enter(place);
          return new UfsDirectoryStream(
              path, place, fileSystem.version(), volume().entries(place.inode()), filter);
        });
  }

  /** Forgets which directories were seen where: names have changed. */
  void forgetDirectories() {
    directories.clear();
  }

  private Volume volume() {
    return inodes.volume();
  }
}

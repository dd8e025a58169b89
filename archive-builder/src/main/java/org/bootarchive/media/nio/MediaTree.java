package org.bootarchive.media.nio;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.DeviceContent;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.path.PathText;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** The files of a volume with changes that are not written. For one thread at a time. */
final class MediaTree {
  /** The most links on one way, as the view of a UFS has it. */
  private static final int LINK_LIMIT = 40;

  private final MediaVolume volume;
  private final MediaNode root;

  MediaTree(MediaVolume volume) {
    this.volume = volume;
    this.root = MediaNode.ofVolume(null, volume.root());
  }

  /** A name in a directory, which need not be there. */
  record Place(@Nullable MediaNode directory, FileName name, @Nullable MediaNode node) {}

  /**
   * Returns the place of a path.
   *
   * @throws NoSuchFileException if a name before the last is not there or no directory
   */
  Place place(MediaPath path, boolean followLast) throws IOException {
    return walk(path, root, path.names(), followLast, 0);
  }

  private Place walk(
      MediaPath path, MediaNode start, List<FileName> names, boolean followLast, int links)
      throws IOException {
    Place at = new Place(start.parent(), start.name(), start);
    for (int i = 0; i < names.size(); i++) {
      MediaNode directory = at.node();
      if (directory == null || !directory.isDirectory()) {
        throw new NoSuchFileException(path.toString());
      }
      FileName name = names.get(i);
      if (name.equals(FileName.SELF)) {
        continue;
      }
      if (name.equals(FileName.PARENT)) {
        MediaNode above = directory.parent() == null ? root : directory.parent();
        at = new Place(above.parent(), above.name(), above);
        continue;
      }
      MediaNode node = find(directory, name);
      boolean last = i == names.size() - 1;
      if (node != null && node.type() == FileType.SYMBOLIC_LINK && (followLast || !last)) {
        at = follow(path, directory, node, links + 1);
      } else {
        at = new Place(directory, node == null ? name : node.name(), node);
      }
    }
    return at;
  }

  private Place follow(MediaPath path, MediaNode directory, MediaNode link, int links)
      throws IOException {
    if (links > LINK_LIMIT) {
      throw new FileSystemLoopException(path.toString());
    }
    byte[] text = linkText(link);
    if (text.length == 0) {
      throw new NoSuchFileException(path.toString(), null, "a link on the way is empty");
    }
    return walk(path, text[0] == '/' ? root : directory, PathText.split(text), true, links);
  }

  byte[] linkText(MediaNode link) throws IOException {
    MediaFile source = link.source();
    return source == null ? new byte[0] : volume.linkText(source);
  }

  private @Nullable MediaNode find(MediaNode directory, FileName name) throws IOException {
    for (MediaNode child : children(directory)) {
      MediaFile entry = child.entry();
      if (entry != null ? entry.answersTo(name) : volume.isSameName(child.name(), name)) {
        return child;
      }
    }
    return null;
  }

  /** Returns what is in a directory now. */
  List<MediaNode> children(MediaNode directory) throws IOException {
    List<MediaNode> known = directory.children();
    MediaFile source = directory.source();
    if (known == null) {
      known = new ArrayList<>();
      if (source != null) {
        for (MediaFile file : volume.list(source)) {
          known.add(MediaNode.ofVolume(directory, file));
        }
      }
      directory.setChildren(known);
    }
    return known;
  }

  void createDirectory(MediaPath path) throws IOException {
    Place place = place(path, false);
    MediaNode directory = freeDirectory(path, place);
    children(directory).add(MediaNode.newDirectory(directory, place.name()));
  }

  MediaNode createFile(MediaPath path, Place place, Path staged) throws IOException {
    MediaNode directory = freeDirectory(path, place);
    MediaNode node = MediaNode.newFile(directory, place.name(), staged);
    children(directory).add(node);
    return node;
  }

  private static MediaNode freeDirectory(MediaPath path, Place place) throws IOException {
    if (place.node() != null) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return directoryOf(path, place);
  }

  private static MediaNode directoryOf(MediaPath path, Place place) throws IOException {
    MediaNode directory = place.directory();
    if (directory == null) {
      throw new FileSystemException(path.toString(), null, "the top directory");
    }
    return directory;
  }

  void delete(MediaPath path) throws IOException {
    MediaNode node = existing(path, place(path, false));
    if (node.isDirectory() && !children(node).isEmpty()) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    detach(path, node);
  }

  static MediaNode existing(MediaPath path, Place place) throws NoSuchFileException {
    MediaNode node = place.node();
    if (node == null) {
      throw new NoSuchFileException(path.toString());
    }
    return node;
  }

  private void detach(MediaPath path, MediaNode node) throws IOException {
    MediaNode directory = node.parent();
    if (directory == null) {
      throw new FileSystemException(path.toString(), null, "the top directory stays");
    }
    children(directory).remove(node);
    if (node.entry() != null) {
      directory
          .removed()
          .add(node.isDirectory() ? node : MediaNode.ofVolume(directory, node.entry()));
    }
  }

  /** Moves a file or a directory within the tree. */
  void move(MediaPath from, MediaPath to, boolean replace) throws IOException {
    MediaNode node = existing(from, place(from, false));
    Place target = place(to, false);
    MediaNode other = target.node();
    if (other == node) {
      return;
    }
    MediaNode directory = directoryOf(to, target);
    for (MediaNode above = directory; above != null; above = above.parent()) {
      if (above == node) {
        throw new FileSystemException(from.toString(), to.toString(), "it cannot go into itself");
      }
    }
    if (other != null && !replace) {
      throw new FileAlreadyExistsException(to.toString());
    }
    if (other != null && other.isDirectory() && !children(other).isEmpty()) {
      throw new DirectoryNotEmptyException(to.toString());
    }
    if (node.isDirectory() && node.entry() != null) {
      throw new FileSystemException(
          from.toString(), to.toString(), "a directory of the medium stays where it is");
    }
    detach(from, node);
    if (other != null && !other.isDirectory() && !node.isDirectory()) {
      other.takeContent(node);
      return;
    }
    if (other != null) {
      detach(to, other);
    }
    node.moveTo(directory, target.name());
    children(directory).add(node);
  }

  List<MediaNode> list(MediaPath path) throws IOException {
    MediaNode node = existing(path, place(path, true));
    if (!node.isDirectory()) {
      throw new NotDirectoryException(path.toString());
    }
    return ImmutableList.copyOf(children(node));
  }

  /** Hands all changes to an edit. */
  void addTo(VolumeEdit edit) throws IOException {
    remove(root, edit);
    put(root, edit);
  }

  private static void remove(MediaNode directory, VolumeEdit edit) throws IOException {
    for (MediaNode gone : directory.removed()) {
      remove(gone, edit);
      edit.remove(gone.names());
    }
    for (MediaNode child : known(directory)) {
      remove(child, edit);
    }
  }

  private void put(MediaNode directory, VolumeEdit edit) throws IOException {
    for (MediaNode child : known(directory)) {
      if (child.isDirectory()) {
        if (child.entry() == null) {
          edit.makeDirectory(child.names());
        }
        put(child, edit);
      } else if (child.isContentNew()) {
        edit.put(child.names(), content(child));
      }
    }
  }

  private static List<MediaNode> known(MediaNode directory) {
    List<MediaNode> children = directory.children();
    return children == null ? ImmutableList.of() : children;
  }

  private Content content(MediaNode file) throws IOException {
    Path staged = file.staged();
    if (staged != null) {
      return FileContent.ofWhole(staged, file.size());
    }
    MediaFile source = file.source();
    if (source == null || source.type() != FileType.REGULAR) {
      throw new FileSystemException(
          file.names().toString(), null, "what is no regular file stays where it is");
    }
    return new DeviceContent(volume.content(source));
  }
}

package org.bootarchive.archive.patch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.plan.PlannedVolume;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.internal.text.KebabCase;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.OutOfInodesException;
import org.bootarchive.ufs.volume.OutOfSpaceException;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.WritableVolume;

/**
 * Makes edits in a volume. Contents are not written: each file gets its blocks, and is noted with
 * what belongs into them. Directories keep their times, so that a directory does not differ but for
 * its entries.
 */
final class VolumeEditor {
  private static final NewFile NEW_FILE = new NewFile(0644, 0, 0);
  private static final NewFile NEW_DIRECTORY = new NewFile(0755, 0, 0);
  private static final NewFile NEW_LINK = new NewFile(0777, 0, 0);

  /** A file that grows by more gets new blocks, so that zeros for it do not fill the memory. */
  private static final long MOST_GROWTH_IN_PLACE = 8L << 20;

  private final ArchiveTree tree;
  private final WritableVolume volume;
  private final Map<Long, Content> contents;
  private final SourceDate date;
  private final Removal removal;

  /** Where a file of a tree that has several names got its last one in this volume. */
  private final Map<SourceNode, EditPath> linked = new HashMap<>();

  /** A name in a directory of the volume, and what it stands for. */
  private record Place(long directory, FileName name, OptionalLong inode) {}

  /**
   * Creates an editor.
   *
   * @param tree what paths lead through
   * @param planned the volume that is changed, one of the tree's, and what belongs into its files
   * @param date the latest time that a file may get
   */
  VolumeEditor(ArchiveTree tree, PlannedVolume planned, SourceDate date) {
    this.tree = tree;
    this.volume = planned.volume();
    this.contents = planned.contents();
    this.date = date;
    this.removal = new Removal(volume, contents);
  }

  WritableVolume volume() {
    return volume;
  }

  /**
   * Makes an edit.
   *
   * @throws OutOfSpaceException if there is not enough space
   * @throws OutOfInodesException if there is no inode
   * @throws EditException if the edit cannot be made
   */
  void make(Edit edit) throws IOException {
    try {
      if (edit instanceof Edit.Put put) {
        put(place(put.path()), put.source());
      } else if (edit instanceof Edit.PutNode put) {
        putNode(put);
      } else if (edit instanceof Edit.Remove remove) {
        remove(place(remove.path()), remove.everything());
      } else if (edit instanceof Edit.MakeDirectory made) {
        Place place = place(made.path());
        requireLink(made.path(), place.directory());
        inDirectory(
            place.directory(),
            () -> {
              long unused = volume.createDirectory(place.directory(), place.name(), NEW_DIRECTORY);
            });
      } else if (edit instanceof Edit.Link link) {
        Place place = place(link.path());
        long target = existing(link.target());
        requireLink(link.path(), target);
        inDirectory(place.directory(), () -> volume.link(place.directory(), place.name(), target));
      } else if (edit instanceof Edit.SymbolicLink link) {
        symbolicLink(place(link.path()), link.text());
      } else if (edit instanceof Edit.SetPermissions set) {
        volume.setPermissions(existing(set.path()), set.permissions());
      } else if (edit instanceof Edit.SetOwner set) {
        long inode = existing(set.path());
        Inode old = volume.inode(inode);
        volume.setOwner(inode, set.uid().orElse(old.uid()), set.gid().orElse(old.gid()));
      } else {
        throw new IllegalStateException("an edit of an unknown kind: " + edit);
      }
    } catch (OutOfSpaceException | OutOfInodesException | EditException e) {
      throw e;
    } catch (FileAlreadyExistsException e) {
      throw new EditException(edit.path(), "is there already");
    } catch (IOException e) {
      throw new EditException(edit.path(), e);
    }
  }

  private Place place(EditPath path) throws IOException {
    Optional<Vnode> found =
        VolumePath.find(tree, path.parent(), LastLink.FOLLOW).map(VolumePath::vnode);
    if (found.isEmpty() || found.get().type() != FileType.DIRECTORY) {
      throw new EditException(
          path,
          "the archive has no directory "
              + EscapedBytes.escape(path.parent())
              + "; make it before this edit");
    }
    long directory = requireHere(path, found.get());
    OptionalLong inode = volume.lookup(directory, path.name());
    if (inode.isPresent() && tree.isMountPoint(volume, inode.getAsLong())) {
      throw new EditException.UsrMounted(path);
    }
    return new Place(directory, path.name(), inode);
  }

  private long existing(EditPath path) throws IOException {
    return requireHere(
        path,
        VolumePath.find(tree, path.toBytes(), LastLink.KEEP)
            .orElseThrow(() -> new EditException(path, "is not in the archive"))
            .vnode());
  }

  /** Returns the inode of a file that must be in this volume: one edit changes one of them. */
  private long requireHere(EditPath path, Vnode file) throws EditException {
    if (file.volume() != volume) {
      throw new EditException(
          path,
          (tree.isInUsr(file) ? "is in usr.lgz" : "is not in usr.lgz")
              + ", another file system than the new name's: a file has no names in two (EXDEV)");
    }
    return file.number();
  }

  private void requireLink(EditPath path, long inode) throws IOException {
    if (volume.inode(inode).linkCount() >= Inode.MOST_LINKS) {
      throw EditException.beyondLimit(
          path,
          "too many links: inode "
              + inode
              + " has "
              + Inode.MOST_LINKS
              + ", as many as can be; put a copy of the file, or use another directory");
    }
  }

  private void inDirectory(long directory, WritableVolume.Action change) throws IOException {
    Inode before = volume.inode(directory);
    change.run();
    volume.setTimes(directory, before.accessTime(), before.modifyTime(), before.changeTime());
  }

  private void symbolicLink(Place place, String text) throws IOException {
    byte[] target = text.getBytes(StandardCharsets.ISO_8859_1);
    inDirectory(
        place.directory(),
        () -> {
          long unused =
              volume.createSymbolicLink(place.directory(), place.name(), target, NEW_LINK);
        });
  }

  private void put(Place place, Path source) throws IOException {
    BasicFileAttributes host = Files.readAttributes(source, BasicFileAttributes.class);
    if (!host.isRegularFile()) {
      throw new IOException(source + " is no regular file");
    }
    Content content = FileContent.ofWhole(source, host.size());
    InodeTime time = date.of(host.lastModifiedTime());
    if (place.inode().isEmpty()) {
      inDirectory(place.directory(), () -> create(place, content, time));
      return;
    }
    long inode = place.inode().getAsLong();
    Inode old = volume.inode(inode);
    if (old.type() != FileType.REGULAR) {
      throw new IOException(
          old.type() == FileType.SYMBOLIC_LINK
              ? "is a symbolic link to "
                  + EscapedBytes.escape(volume.readLink(inode))
                  + "; name that, or remove the link first"
              : "is no regular file");
    }
    replace(inode, old, content, time);
  }

  private void putNode(Edit.PutNode put) throws IOException {
    SourceNode file = put.file();
    if (file.isDirectory() && isDirectory(put.path())) {
      return;
    }
    Place place = place(put.path());
    OptionalLong other = file.names() > 1 ? otherName(file) : OptionalLong.empty();
    if (place.inode().isPresent()) {
      long inode = place.inode().getAsLong();
      if (other.equals(place.inode())) {
        return;
      }
      if (replaced(put, inode, other.isEmpty())) {
        noteName(put);
        return;
      }
      inDirectory(place.directory(), () -> removal.unlink(place.directory(), place.name(), inode));
    }
    if (other.isPresent() && volume.inode(other.getAsLong()).linkCount() < Inode.MOST_LINKS) {
      inDirectory(
          place.directory(), () -> volume.link(place.directory(), place.name(), other.getAsLong()));
    } else {
      inDirectory(place.directory(), () -> create(place, file));
    }
    noteName(put);
  }

  private void noteName(Edit.PutNode put) {
    if (put.file().names() > 1) {
      linked.put(put.file(), put.path());
    }
  }

  private boolean isDirectory(EditPath path) throws IOException {
    Optional<VolumePath> there = VolumePath.find(tree, path.toBytes(), LastLink.FOLLOW);
    return there.isPresent() && there.get().vnode().type() == FileType.DIRECTORY;
  }

  /** Returns the inode that a file of a tree got by another name, if it is in this volume still. */
  private OptionalLong otherName(SourceNode file) throws IOException {
    EditPath before = linked.get(file);
    Optional<Vnode> there =
        before == null
            ? Optional.empty()
            : VolumePath.find(tree, before.toBytes(), LastLink.KEEP).map(VolumePath::vnode);
    return there.isPresent() && there.get().volume() == volume
        ? OptionalLong.of(there.get().number())
        : OptionalLong.empty();
  }

  /**
   * Makes what is there the same as a file of a tree, in its own blocks.
   *
   * @param isFirstName whether the file has no other name in this volume yet
   * @return false if the name has to go first: other names of it would change too, or it is of a
   *     type that cannot be changed
   * @throws IOException if it is of another type
   */
  private boolean replaced(Edit.PutNode put, long inode, boolean isFirstName) throws IOException {
    SourceNode file = put.file();
    Inode old = volume.inode(inode);
    if (old.type() != file.type()) {
      throw new IOException(
          "is there already, and no "
              + KebabCase.of(file.type()).replace('-', ' ')
              + (file.type() == FileType.REGULAR ? " file" : "")
              + (old.type() == FileType.SYMBOLIC_LINK
                  ? " but a symbolic link to " + EscapedBytes.escape(volume.readLink(inode))
                  : "")
              + "; remove it before this edit");
    }
    if (file.type() != FileType.REGULAR || !isFirstName || old.linkCount() > 1) {
      return false;
    }
    Attributes attributes = file.attributes();
    resize(inode, old.size(), file.content().size());
    note(inode, file.content());
    storePlain(inode, old);
    volume.setOwner(inode, attributes.uid(), attributes.gid());
    volume.setPermissions(inode, attributes.permissions());
    volume.setTimes(inode, attributes.access(), attributes.modify());
    return true;
  }

  private void create(Place place, SourceNode file) throws IOException {
    long inode = file.createIn(volume, place.directory(), place.name());
    if (file.type() == FileType.REGULAR) {
      if (file.content().size() > 0) {
        var unused = volume.allocate(inode, file.content().size());
      }
      note(inode, file.content());
    }
    volume.setTimes(inode, file.attributes().access(), file.attributes().modify());
  }

  /** Gives a regular file other contents and a time. */
  void replace(long inode, Inode old, Content content, InodeTime time) throws IOException {
    resize(inode, old.size(), content.size());
    note(inode, content);
    storePlain(inode, old);
    volume.setTimes(inode, old.accessTime(), time);
  }

  private void create(Place place, Content content, InodeTime time) throws IOException {
    long inode = volume.createFile(place.directory(), place.name(), NEW_FILE);
    if (content.size() > 0) {
      var unused = volume.allocate(inode, content.size());
    }
    note(inode, content);
    volume.setTimes(inode, time, time);
  }

  /** What is put in is not compressed by fiocompress, whatever was there. */
  private void storePlain(long inode, Inode old) throws IOException {
    if (CompressedFile.isMarked(old)) {
      volume.clearCompressed(inode);
    }
  }

  private void note(long inode, Content content) {
    if (content.size() > 0) {
      contents.put(inode, content);
    } else {
      contents.remove(inode);
    }
  }

  /**
   * Gives a file a size; the blocks that it has stay its own, unless it has holes or grows a lot.
   */
  private void resize(long inode, long oldSize, long newSize) throws IOException {
    boolean holes = volume.content(inode).extents().stream().anyMatch(Extent::isHole);
    if (holes || newSize - oldSize > MOST_GROWTH_IN_PLACE) {
      volume.truncate(inode, 0);
      if (newSize > 0) {
        var unused = volume.allocate(inode, newSize);
      }
    } else {
      volume.truncate(inode, newSize);
    }
  }

  private void remove(Place place, boolean everything) throws IOException {
    if (place.inode().isEmpty()) {
      throw new IOException("is not in the archive");
    }
    long inode = place.inode().getAsLong();
    if (volume.type(inode) != FileType.DIRECTORY) {
      inDirectory(place.directory(), () -> removal.unlink(place.directory(), place.name(), inode));
      return;
    }
    if (everything) {
      removal.empty(inode);
    } else if (volume.entries(inode).size() > 2) {
      throw new IOException("is a directory that is not empty; remove what is in it first");
    }
    inDirectory(place.directory(), () -> volume.removeDirectory(place.directory(), place.name()));
  }
}

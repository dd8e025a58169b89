package org.bootarchive.ufs.nio;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.internal.path.OpenOptions;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.WritableVolume;

/** What changes a file system, one change at a time: the caller holds the lock. */
final class FileChanges {
  private static final int FILE_PERMISSIONS = 0644;
  private static final int DIRECTORY_PERMISSIONS = 0755;
  private static final int LINK_PERMISSIONS = 0777;

  private final UfsFileSystem fileSystem;
  private final WritableVolume volume;
  private final WritableBlockDevice device;
  private final OpenFiles openFiles;
  private long removals;
  private long contentChanges;

  FileChanges(UfsFileSystem fileSystem, WritableVolume volume, WritableBlockDevice device) {
    this.fileSystem = fileSystem;
    this.volume = volume;
    this.device = device;
    this.openFiles = new OpenFiles(volume);
  }

  WritableVolume volume() {
    return volume;
  }

  OpenFiles openFiles() {
    return openFiles;
  }

  /** Returns how often a name went away, so that a place that is known may be so no longer. */
  long removals() {
    return removals;
  }

  /** Returns how often bytes of any file may have come to lie elsewhere. */
  long contentChanges() {
    return contentChanges;
  }

  void contentChanged() {
    contentChanges++;
  }

  /** Writes all changes to the device and waits until they are there. */
  void flush() throws IOException {
    openFiles.dropNameless();
    volume.flush();
    device.force();
  }

  Place place(UfsPath path, boolean followLinks) throws IOException {
    return fileSystem.reader().place(path, followLinks);
  }

  Place existing(UfsPath path, boolean followLinks) throws IOException {
    return fileSystem.reader().existing(path, followLinks);
  }

  Inode inode(Place place) throws IOException {
    return volume.inode(place.inode());
  }

  /** Returns the place for a new name. */
  private Place vacant(UfsPath path) throws IOException {
    Place place = place(path, false);
    if (place.exists()) {
      throw new FileAlreadyExistsException(path.toString());
    }
    checkName(path, place);
    return place;
  }

  static void checkName(UfsPath path, Place place) throws FileSystemException {
    if (place.name().length() > FileName.MAX_BYTES) {
      throw new FileSystemException(
          path.toString(), null, "a name of more than " + FileName.MAX_BYTES + " bytes");
    }
  }

  void createDirectory(UfsPath path, AttributeEdit edit) throws IOException {
    createDirectory(vacant(path), edit);
  }

  void createDirectory(Place vacant, AttributeEdit edit) throws IOException {
    edit.apply(
        volume,
        volume.createDirectory(
            vacant.above().inode(), vacant.name(), edit.newFile(DIRECTORY_PERMISSIONS)));
  }

  void createSymbolicLink(UfsPath path, byte[] target, AttributeEdit edit) throws IOException {
    createSymbolicLink(vacant(path), target, edit);
  }

  void createSymbolicLink(Place vacant, byte[] target, AttributeEdit edit) throws IOException {
    edit.apply(
        volume,
        volume.createSymbolicLink(
            vacant.above().inode(), vacant.name(), target, edit.newFile(LINK_PERMISSIONS)));
  }

  /** Creates a regular file or, where {@code unix:mode} says so, a device, a FIFO or a socket. */
  Place createFile(Place vacant, AttributeEdit edit) throws IOException {
    FileType type = edit.type() == null ? FileType.REGULAR : edit.type();
    long inode = create(vacant, type, edit);
    edit.apply(volume, inode);
    return new Place(vacant.above(), vacant.name(), inode);
  }

  private long create(Place place, FileType type, AttributeEdit edit) throws IOException {
    long directory = place.above().inode();
    FileName name = place.name();
    NewFile attributes = edit.newFile(FILE_PERMISSIONS);
    return switch (type) {
      case REGULAR -> volume.createFile(directory, name, attributes);
      case FIFO -> volume.createFifo(directory, name, attributes);
      case SOCKET -> volume.createSocket(directory, name, attributes);
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          volume.createDevice(directory, name, type, edit.device(), attributes);
      case DIRECTORY, SYMBOLIC_LINK, SHADOW, ATTRIBUTE_DIRECTORY ->
          throw new IllegalArgumentException(type + " is not created as a file");
    };
  }

  void createLink(UfsPath link, UfsPath existing) throws IOException {
    Place source = existing(existing, true);
    if (inode(source).type() == FileType.DIRECTORY) {
      throw new FileSystemException(
          link.toString(), existing.toString(), "a directory has one name alone");
    }
    Place place = vacant(link);
    volume.link(place.above().inode(), place.name(), source.inode());
  }

  /**
   * Opens a file, or creates it.
   *
   * <p>A link that leads nowhere is not followed to create what it names.
   */
  WritableChannel open(UfsPath path, OpenOptions options, AttributeEdit edit) throws IOException {
    if (!options.createsNew()) {
      Place place = place(path, options.followLinks());
      if (place.exists()) {
        fileSystem.reader().requireRegular(path, place);
        if (options.truncates()) {
          volume.truncate(place.inode(), 0);
          contentChanged();
        }
        return channel(place, options);
      }
      if (!options.creates()) {
        throw new NoSuchFileException(path.toString());
      }
      if (place(path, false).exists()) {
        throw new FileSystemException(path.toString(), null, "a link that leads nowhere");
      }
    }
    return channel(createFile(vacant(path), edit), options);
  }

  /** Opens a regular file that is there. */
  WritableChannel channel(Place place, OpenOptions options) {
    return new WritableChannel(fileSystem, openFiles.open(place.inode()), place, options);
  }

  void delete(UfsPath path) throws IOException {
    remove(path, existing(path, false));
  }

  /** Removes a name, that of a directory only if it is empty. */
  void remove(UfsPath path, Place place) throws IOException {
    if (place.parent() == null) {
      throw new FileSystemException(path.toString(), null, "the root directory stays");
    }
    if (inode(place).type() == FileType.DIRECTORY) {
      try {
        volume.removeDirectory(place.parent().inode(), place.name());
      } catch (DirectoryNotEmptyException e) {
        DirectoryNotEmptyException named = new DirectoryNotEmptyException(path.toString());
        named.initCause(e);
        throw named;
      }
    } else {
      volume.unlink(place.parent().inode(), place.name());
    }
    namesRemoved();
  }

  /** Removes the name of a file that is no directory, if it still is at that place. */
  void removeIfThere(Place file) throws IOException {
    long directory = file.above().inode();
    if (volume.inode(directory).type() == FileType.DIRECTORY
        && volume.lookup(directory, file.name()).equals(OptionalLong.of(file.inode()))) {
      volume.unlink(directory, file.name());
      namesRemoved();
    }
  }

  /** Notes that a name went away. */
  void namesRemoved() {
    removals++;
    fileSystem.reader().forgetDirectories();
  }

  void setAttributes(UfsPath path, boolean followLinks, AttributeEdit edit) throws IOException {
    Place place = existing(path, followLinks);
    edit.checkFor(inode(place));
    edit.apply(volume, place.inode());
  }
}

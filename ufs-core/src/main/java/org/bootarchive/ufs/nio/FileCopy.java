package org.bootarchive.ufs.nio;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Optional;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.internal.path.CopyOptions;
import org.bootarchive.ufs.internal.path.OpenOptions;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Copies one file, link, device or directory without what is in it, within a file system or from
 * one to another.
 *
 * <p>Only one of the two is locked at a time, so that two copies in opposite directions never wait
 * for each other. The copy has the permissions of its source and, if attributes are copied, its
 * set-id bits, owner, group and times; access control lists and extended attributes are not copied.
 */
final class FileCopy {
  private static final int BUFFER_BYTES = 1 << 20;

  private static final OpenOptions WRITING =
      new OpenOptions(EnumSet.of(StandardOpenOption.WRITE), false);

  private final UfsPath source;
  private final UfsPath target;
  private final CopyOptions options;

  FileCopy(UfsPath source, UfsPath target, CopyOptions options) {
    this.source = source;
    this.target = target;
    this.options = options;
  }

  /** What is copied; the text is that of a link. */
  private record Original(long number, Inode inode, FileType type, ByteSource linkText) {}

  void copy() throws IOException {
    Original original = source.getFileSystem().locked(this::original);
    if (original.type() != FileType.REGULAR) {
      target.getFileSystem().act(changes -> make(changes, original));
      return;
    }
    try (SeekableByteChannel in = source.getFileSystem().open(source, reading())) {
      Optional<WritableChannel> made =
          target.getFileSystem().change(changes -> makeFile(changes, original));
      if (made.isPresent()) {
        try (WritableChannel out = made.get()) {
          fill(in, out, original);
        }
      }
    }
  }

  /**
   * Moves to another file system by way of a copy.
   *
   * @throws DirectoryNotEmptyException if the source is a directory with something in it
   */
  void move() throws IOException {
    boolean unused =
        source
            .getFileSystem()
            .change(
                changes -> {
                  Place place = changes.existing(source, false);
                  if (changes.inode(place).type() == FileType.DIRECTORY
                      && changes.volume().entries(place.inode()).stream()
                          .anyMatch(entry -> !entry.name().isDots())) {
                    throw new DirectoryNotEmptyException(source.toString());
                  }
                  return true;
                });
    copy();
    source.getFileSystem().delete(source);
  }

  private OpenOptions reading() {
    return new OpenOptions(EnumSet.of(StandardOpenOption.READ), options.followLinks());
  }

  private Original original() throws IOException {
    FileReading reader = source.getFileSystem().reader();
    Volume volume = source.getFileSystem().volume();
    long number = reader.existing(source, options.followLinks()).inode();
    Inode inode = volume.inode(number);
    FileType type = inode.type();
    if (type == null) {
      throw new FileSystemException(source.toString(), null, "inode " + number + " has no type");
    }
    return new Original(
        number,
        inode,
        type,
        type == FileType.SYMBOLIC_LINK
            ? ByteSource.wrap(volume.readLink(number))
            : ByteSource.empty());
  }

  /** Returns the place for the copy, empty if source and target are the same file. */
  private @Nullable Place vacant(FileChanges changes, Original original) throws IOException {
    Place place = changes.place(target, false);
    if (place.exists()) {
      if (isSameFileSystem() && place.inode() == original.number()) {
        return null;
      }
      if (!options.replace()) {
        throw new FileAlreadyExistsException(target.toString());
      }
      changes.remove(target, place);
    }
    FileChanges.checkName(target, place);
    return place;
  }

  @SuppressWarnings("ReferenceEquality") // a file system is itself alone
  private boolean isSameFileSystem() {
    return source.getFileSystem() == target.getFileSystem();
  }

  private AttributeEdit edit(Original original) {
    return options.copyAttributes()
        ? AttributeEdit.copyOf(original.inode())
        : AttributeEdit.permissionsOf(original.inode());
  }

  /** Copies what is no regular file. */
  private void make(FileChanges changes, Original original) throws IOException {
    Place vacant = vacant(changes, original);
    if (vacant == null) {
      return;
    }
    AttributeEdit edit = edit(original);
    switch (original.type()) {
      case DIRECTORY -> changes.createDirectory(vacant, edit);
      case SYMBOLIC_LINK -> changes.createSymbolicLink(vacant, original.linkText().read(), edit);
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          changes.createFile(
              vacant,
              edit.ofType(original.type())
                  .withDevice(source.getFileSystem().volume().device(original.inode())));
      default -> changes.createFile(vacant, edit.ofType(original.type()));
    }
  }

  /** Creates an empty regular file, and opens it; none if source and target are the same file. */
  private Optional<WritableChannel> makeFile(FileChanges changes, Original original)
      throws IOException {
    Place vacant = vacant(changes, original);
    if (vacant == null) {
      return Optional.empty();
    }
    Place file = changes.createFile(vacant, edit(original));
    return Optional.of(changes.channel(file, WRITING));
  }

  private void fill(SeekableByteChannel in, WritableChannel out, Original original)
      throws IOException {
    boolean done = false;
    try {
      ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(1, Math.min(in.size(), BUFFER_BYTES)));
      while (in.read(buffer.clear()) >= 0) {
        out.write(buffer.flip());
      }
      out.setAttributes(edit(original));
      done = true;
    } finally {
      if (!done) {
        out.deleteFile();
      }
    }
  }
}

package org.bootarchive.ufs.nio;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import org.bootarchive.ufs.internal.path.OpenOptions;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.WritableVolume;
import org.jspecify.annotations.Nullable;

/** Reads and writes a file of a file system that is open for writing. */
final class WritableChannel implements SeekableByteChannel {
  private final UfsFileSystem fileSystem;
  private final OpenFiles.OpenFile file;
  private final Place place;
  private final OpenOptions options;
  private long position;
  private volatile boolean closed;
  private @Nullable FileContent content;
  private long contentVersion;

  WritableChannel(
      UfsFileSystem fileSystem, OpenFiles.OpenFile file, Place place, OpenOptions options) {
    this.fileSystem = fileSystem;
    this.file = file;
    this.place = place;
    this.options = options;
  }

  private interface Use<T> {
    T run(FileChanges changes) throws IOException;
  }

  /** Uses the file while no other thread changes the file system. */
  private <T> T use(Use<T> use) throws IOException {
    checkOpen();
    return fileSystem.change(
        changes -> {
          checkOpen();
          if (file.isGone()) {
            throw new FileSystemException(
                "inode " + file.inode(), null, "deleted, and the file system written out since");
          }
          return use.run(changes);
        });
  }

  private void checkOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (!options.reads()) {
      throw new NonReadableChannelException();
    }
    return use(
        changes -> {
          int count = content(changes).read(position, target);
          position += Math.max(0, count);
          return count;
        });
  }

  private FileContent content(FileChanges changes) throws IOException {
    FileContent known = content;
    if (known == null || contentVersion != changes.contentChanges()) {
      known = changes.volume().content(file.inode());
      content = known;
      contentVersion = changes.contentChanges();
    }
    return known;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    requireWritable();
    return use(
        changes -> {
          int count = source.remaining();
          long size = size(changes);
          long at = options.appends() ? size : position;
          if (count > 0) {
            write(changes, at, source, size);
          }
          position = at + count;
          return count;
        });
  }

  private void write(FileChanges changes, long at, ByteBuffer source, long size)
      throws IOException {
    WritableVolume volume = changes.volume();
    boolean done = false;
    changes.contentChanged();
    try {
      if (at > size && options.isSparse()) {
        volume.extendWithHole(file.inode(), at);
      }
      volume.write(file.inode(), at, source);
      done = true;
    } finally {
      if (!done && size(changes) > size) {
        volume.truncate(file.inode(), size);
      }
    }
    synchronize(changes);
  }

  private void synchronize(FileChanges changes) throws IOException {
    if (options.isSynchronous()) {
      changes.flush();
    }
  }

  private long size(FileChanges changes) throws IOException {
    return changes.volume().inode(file.inode()).size();
  }

  @Override
  public long size() throws IOException {
    return use(this::size);
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    checkArgument(size >= 0, "size %s", size);
    requireWritable();
    return use(
        changes -> {
          if (size < size(changes)) {
            changes.contentChanged();
            changes.volume().truncate(file.inode(), size);
            synchronize(changes);
          }
          position = Math.min(position, size);
          return this;
        });
  }

  private void requireWritable() throws ClosedChannelException {
    checkOpen();
    if (!options.writes()) {
      throw new NonWritableChannelException();
    }
  }

  @Override
  public long position() throws IOException {
    return use(changes -> position);
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    checkArgument(newPosition >= 0, "position %s", newPosition);
    return use(
        changes -> {
          position = newPosition;
          return this;
        });
  }

  /** Gives the file attributes. */
  void setAttributes(AttributeEdit edit) throws IOException {
    boolean unused =
        use(
            changes -> {
              edit.apply(changes.volume(), file.inode());
              return true;
            });
  }

  /** Removes the name that the file was opened by, if it still is the file's. */
  void deleteFile() throws IOException {
    boolean unused =
        use(
            changes -> {
              changes.removeIfThere(place);
              return true;
            });
  }

  @Override
  public boolean isOpen() {
    return !closed && fileSystem.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (!isOpen()) {
      return;
    }
    boolean unused =
        fileSystem.change(
            changes -> {
              if (!closed) {
                closed = true;
                if (options.deletesOnClose() && !file.isGone()) {
                  changes.removeIfThere(place);
                }
                changes.openFiles().close(file);
              }
              return true;
            });
  }
}

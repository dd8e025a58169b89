package org.bootarchive.ufs.nio;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.internal.path.GlobPattern;
import org.bootarchive.ufs.internal.path.NumberedPrincipals;
import org.bootarchive.ufs.internal.path.OpenFileSystems;
import org.bootarchive.ufs.internal.path.OpenOptions;
import org.bootarchive.ufs.internal.path.PathText;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.jspecify.annotations.Nullable;

/** A file system over a volume. Any number of threads may use it. */
final class UfsFileSystem extends FileSystem {
  private final UfsFileSystemProvider provider;
  private final OpenFileSystems.Registration registration;
  private final Volume volume;
  private final FileReading reader;
  private final @Nullable FileChanges changes;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean open = true;

  /** Creates a file system to be read. */
  UfsFileSystem(
      UfsFileSystemProvider provider, OpenFileSystems.Registration registration, Volume volume) {
    this.provider = provider;
    this.registration = registration;
    this.volume = volume;
    this.changes = null;
    this.reader = new FileReading(this, new Inodes(this, volume));
  }

  /** Creates a file system to be read and changed. */
  UfsFileSystem(
      UfsFileSystemProvider provider,
      OpenFileSystems.Registration registration,
      WritableVolume volume,
      WritableBlockDevice device) {
    this.provider = provider;
    this.registration = registration;
    this.volume = volume;
    this.changes = new FileChanges(this, volume, device);
    this.reader = new FileReading(this, new Inodes(this, volume));
  }

  Volume volume() {
    return volume;
  }

  FileReading reader() {
    return reader;
  }

  /** Returns what stands for this file system in URIs. */
  String key() {
    return registration.key();
  }

  /** Returns the number of this file system among all that were opened. */
  long number() {
    return registration.number();
  }

  /** Returns a number that changes when a place may be one no longer. */
  long version() {
    return changes == null ? 0 : changes.removals();
  }

  /**
   * Does something that reads, while nobody changes the file system. What cannot be changed is read
   * by any number of threads, a volume that can be by one alone.
   *
   * @throws ClosedFileSystemException if it is closed
   */
  <T> T locked(Locked<T> action) throws IOException {
    Lock held = changes == null ? lock.readLock() : lock.writeLock();
    held.lock();
    try {
      checkOpen();
      return action.run();
    } finally {
      held.unlock();
    }
  }

  /**
   * Does something that may change the file system, while no other thread uses it.
   *
   * @throws ClosedFileSystemException if it is closed
   * @throws ReadOnlyFileSystemException if it cannot be changed
   */
  <T> T change(Changing<T> action) throws IOException {
    lock.writeLock().lock();
    try {
      checkOpen();
      if (changes == null) {
        throw new ReadOnlyFileSystemException();
      }
      return action.run(changes);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** A change without a result. */
  interface Act {
    void run(FileChanges changes) throws IOException;
  }

  /** Does something as {@link #change} does. */
  void act(Act action) throws IOException {
    boolean unused =
        change(
            all -> {
              action.run(all);
              return true;
            });
  }

  SeekableByteChannel open(UfsPath path, OpenOptions options, FileAttribute<?>... attributes)
      throws IOException {
    if (changes == null && !options.mayChange()) {
      return reader.content(path, options.followLinks()).openChannel(this::isOpen);
    }
    return change(all -> all.open(path, options, AttributeEdit.of(attributes)));
  }

  void delete(UfsPath path) throws IOException {
    act(all -> all.delete(path));
  }

  void setAttributes(UfsPath path, boolean followLinks, AttributeEdit edit) throws IOException {
    act(all -> all.setAttributes(path, followLinks, edit));
  }

  /** Writes all changes to the device; of a file system that cannot be changed there are none. */
  void flush() throws IOException {
    if (isReadOnly()) {
      checkOpen();
    } else {
      act(FileChanges::flush);
    }
  }

  void checkOpen() {
    if (!open) {
      throw new ClosedFileSystemException();
    }
  }

  /** Throws {@link ReadOnlyFileSystemException} if the file system cannot be changed. */
  void checkWritable() {
    checkOpen();
    if (isReadOnly()) {
      throw new ReadOnlyFileSystemException();
    }
  }

  @Override
  public UfsFileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() throws IOException {
    lock.writeLock().lock();
    try {
      if (open) {
        open = false;
        UfsFileSystemProvider.OPEN.remove(registration);
        try {
          if (changes != null) {
            changes.flush();
          }
        } finally {
          volume.close();
        }
      }
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isReadOnly() {
    return changes == null;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    checkOpen();
    return ImmutableList.of(root());
  }

  private UfsPath root() {
    return UfsPath.of(this, true, ImmutableList.of());
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    checkOpen();
    return ImmutableList.of(new UfsFileStore(this));
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    checkOpen();
    return AttributeViews.NAMES;
  }

  @Override
  public UfsPath getPath(String first, String... more) {
    PathText path = PathText.parse(first, more);
    return UfsPath.of(this, path.absolute(), path.names());
  }

  /** Returns the path with these names from the root. */
  UfsPath absolutePath(List<FileName> names) {
    return UfsPath.of(this, true, names);
  }

  /**
   * Returns a matcher of {@code glob:} or {@code regex:} for whole paths as text, escapes included.
   *
   * @throws UnsupportedOperationException if the syntax is another
   */
  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    return GlobPattern.matcher(syntaxAndPattern);
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return new NumberedPrincipals();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("a UFS image cannot be watched");
  }

  @Override
  public String toString() {
    return UfsFileSystemProvider.SCHEME + ":" + key();
  }
}

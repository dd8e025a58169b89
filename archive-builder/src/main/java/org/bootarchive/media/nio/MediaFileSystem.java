package org.bootarchive.media.nio;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.ProviderMismatchException;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.internal.path.GlobPattern;
import org.bootarchive.ufs.internal.path.NumberedPrincipals;
import org.bootarchive.ufs.internal.path.OpenFileSystems.Registration;
import org.bootarchive.ufs.internal.path.OpenOptions;
import org.bootarchive.ufs.internal.path.PathText;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * The files of a volume of a medium. Any number of threads may use it.
 *
 * <p>Changes are kept beside the medium, which stays as it is; {@link #plan} tells what it would be
 * with them.
 */
public final class MediaFileSystem extends FileSystem {
  private final MediaFileSystemProvider provider;
  private final Registration registration;
  private final MediaVolume volume;
  private final MediaTree tree;

  /** When changed files are to have been changed; null if nothing can be changed. */
  private final @Nullable Instant editTime;

  /** What is closed with the file system: the volume, and the medium if it is not another's. */
  private final Closeable held;

  private final TemporaryFiles stagedFiles = new TemporaryFiles();
  private volatile boolean open = true;

  MediaFileSystem(
      MediaFileSystemProvider provider,
      Registration registration,
      MediaVolume volume,
      Closeable held,
      @Nullable Instant editTime) {
    this.provider = provider;
    this.registration = registration;
    this.volume = volume;
    this.held = held;
    this.editTime = editTime;
    this.tree = new MediaTree(volume);
  }

  /**
   * Returns the volume of a file system as its changes make it; nothing is written.
   *
   * <p>The plan reads files that this file system keeps until it is closed.
   *
   * @throws ProviderMismatchException if it is another kind of file system
   * @throws ReadOnlyFileSystemException if it was not opened to be changed
   * @throws IOException if the volume cannot be changed so; the message tells why
   */
  public static VolumePlan plan(FileSystem fileSystem) throws IOException {
    if (fileSystem instanceof MediaFileSystem media) {
      return media.plan();
    }
    throw new ProviderMismatchException(fileSystem + " is not on a medium");
  }

  private VolumePlan plan() throws IOException {
    Instant time = checkWritable();
    synchronized (tree) {
      VolumeEdit edit = volume.edit(time);
      tree.addTo(edit);
      return edit.plan();
    }
  }

  MediaVolume volume() {
    return volume;
  }

  String key() {
    return registration.key();
  }

  void checkOpen() {
    if (!open) {
      throw new ClosedFileSystemException();
    }
  }

  private Instant checkWritable() {
    checkOpen();
    if (editTime == null) {
      throw new ReadOnlyFileSystemException();
    }
    return editTime;
  }

  MediaNode existing(MediaPath path, boolean followLinks) throws IOException {
    checkOpen();
    synchronized (tree) {
      return MediaTree.existing(path, tree.place(path, followLinks));
    }
  }

  MediaFileAttributes attributes(MediaPath path, boolean followLinks) throws IOException {
    MediaNode node = existing(path, followLinks);
    MediaFile entry = node.entry();
    boolean changed = node.staged() != null || node.source() != entry;
    return new MediaFileAttributes(
        node.type(),
        node.size(),
        changed ? null : entry,
        entry == null ? node : entry.key(),
        editTime == null ? Instant.EPOCH : editTime);
  }

  List<MediaNode> list(MediaPath path) throws IOException {
    checkOpen();
    synchronized (tree) {
      return tree.list(path);
    }
  }

  Path linkTarget(MediaPath path) throws IOException {
    MediaNode node = existing(path, false);
    if (node.type() != FileType.SYMBOLIC_LINK) {
      throw new NotLinkException(path.toString());
    }
    byte[] text = tree.linkText(node);
    return MediaPath.of(this, text.length > 0 && text[0] == '/', PathText.split(text));
  }

  void createDirectory(MediaPath path) throws IOException {
    Instant unused = checkWritable();
    synchronized (tree) {
      tree.createDirectory(path);
    }
  }

  void delete(MediaPath path) throws IOException {
    Instant unused = checkWritable();
    synchronized (tree) {
      tree.delete(path);
    }
  }

  void move(MediaPath from, MediaPath to, boolean replace) throws IOException {
    Instant unused = checkWritable();
    synchronized (tree) {
      tree.move(from, to, replace);
    }
  }

  FileChannel open(MediaPath path, OpenOptions options) throws IOException {
    checkOpen();
    if (options.deletesOnClose()) {
      throw new UnsupportedOperationException("DELETE_ON_CLOSE");
    }
    return options.writes() ? openToWrite(path, options) : openToRead(path, options);
  }

  private FileChannel openToRead(MediaPath path, OpenOptions options) throws IOException {
    MediaNode node = existing(path, options.followLinks());
    requireRegular(path, node);
    Path staged = node.staged();
    MediaFile source = node.source();
    if (staged != null) {
      return FileChannel.open(staged, StandardOpenOption.READ);
    }
    if (source == null) {
      throw new FileSystemException(path.toString(), null, "no content");
    }
    return new DeviceChannel(volume.content(source), this::isOpen);
  }

  private static void requireRegular(MediaPath path, MediaNode node) throws FileSystemException {
    if (node.type() != FileType.REGULAR) {
      throw new FileSystemException(path.toString(), null, "not a regular file but " + node.type());
    }
  }

  private FileChannel openToWrite(MediaPath path, OpenOptions options) throws IOException {
    Instant unused = checkWritable();
    synchronized (tree) {
      MediaTree.Place place = tree.place(path, options.followLinks());
      MediaNode node = place.node();
      if (node != null && options.createsNew()) {
        throw new FileAlreadyExistsException(path.toString());
      }
      if (node == null) {
        if (!options.creates() && !options.createsNew()) {
          throw new NoSuchFileException(path.toString());
        }
        node = tree.createFile(path, place, stagedFiles.createFile("boot-medium"));
      } else {
        requireRegular(path, node);
        stage(node, options);
      }
      Set<StandardOpenOption> kept = EnumSet.noneOf(StandardOpenOption.class);
      kept.add(options.appends() ? StandardOpenOption.APPEND : StandardOpenOption.WRITE);
      if (options.reads()) {
        kept.add(StandardOpenOption.READ);
      }
      if (options.truncates()) {
        kept.add(StandardOpenOption.TRUNCATE_EXISTING);
      }
      return WrittenFile.of(stagedOf(node), FileChannel.open(stagedOf(node), kept));
    }
  }

  private static Path stagedOf(MediaNode node) {
    return Objects.requireNonNull(node.staged());
  }

  private void stage(MediaNode node, OpenOptions options) throws IOException {
    MediaFile source = node.source();
    if (node.staged() != null || source == null) {
      return;
    }
    Path file = stagedFiles.createFile("boot-medium");
    if (!options.truncates()) {
      try (InputStream content =
              Channels.newInputStream(new DeviceChannel(volume.content(source), () -> true));
          OutputStream out = WrittenFile.stream(file)) {
        long unused = content.transferTo(out);
      }
    }
    node.stage(file);
  }

  @Override
  public MediaFileSystemProvider provider() {
    return provider;
  }

  /** Closes the volume, and forgets changes. */
  @Override
  public void close() throws IOException {
    synchronized (tree) {
      if (open) {
        open = false;
        MediaFileSystemProvider.OPEN.remove(registration);
        try {
          stagedFiles.close();
        } finally {
          held.close();
        }
      }
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public boolean isReadOnly() {
    return editTime == null;
  }

  @Override
  public String getSeparator() {
    return "/";
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    checkOpen();
    return ImmutableList.of(absolutePath(ImmutableList.of()));
  }

  Path absolutePath(List<FileName> names) {
    return MediaPath.of(this, true, names);
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    checkOpen();
    return ImmutableList.of(new MediaFileStore(this));
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    checkOpen();
    return ImmutableSet.of("basic");
  }

  @Override
  public Path getPath(String first, String... more) {
    PathText path = PathText.parse(first, more);
    return MediaPath.of(this, path.absolute(), path.names());
  }

  /** {@inheritDoc} {@code glob:} and {@code regex:} are for whole paths as text. */
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
    throw new UnsupportedOperationException("a medium cannot be watched");
  }

  /** Returns the medium as it was named. */
  @Override
  public String toString() {
    return registration.image();
  }
}

package org.bootarchive.media.nio;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.spi.FileSystemProvider;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.bootarchive.media.disk.Medium;
import org.bootarchive.media.disk.PartChoice;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.path.AttributeTable;
import org.bootarchive.ufs.internal.path.ChannelInputStream;
import org.bootarchive.ufs.internal.path.CopyOptions;
import org.bootarchive.ufs.internal.path.Links;
import org.bootarchive.ufs.internal.path.OpenFileSystems;
import org.bootarchive.ufs.internal.path.OpenOptions;
import org.bootarchive.ufs.internal.path.PathUri;
import org.jspecify.annotations.Nullable;

/** The file systems of boot media, for {@link java.nio.file.FileSystems} to find. */
public final class MediaFileSystemProvider extends FileSystemProvider {
  private static final AttributeTable<BasicFileAttributes> BASIC =
      new AttributeTable<>("basic", AttributeTable.basic());

  /** The scheme of the URIs. */
  public static final String SCHEME = "media";

  /** The file systems that are open. */
  static final OpenFileSystems<MediaFileSystem> OPEN = new OpenFileSystems<>(SCHEME);

  /** Creates the provider; use {@link #instance} to share the one that is installed. */
  public MediaFileSystemProvider() {}

  private static final class Instance {
    private static final MediaFileSystemProvider INSTANCE =
        FileSystemProvider.installedProviders().stream()
            .filter(MediaFileSystemProvider.class::isInstance)
            .map(MediaFileSystemProvider.class::cast)
            .findFirst()
            .orElseGet(MediaFileSystemProvider::new);
  }

  /** Returns the provider that the JVM has installed, or one of our own if it has none. */
  public static MediaFileSystemProvider instance() {
    return Instance.INSTANCE;
  }

  /**
   * Returns the files of a volume, to be read; the file system closes the volume with itself.
   *
   * @param name what the volume is known by, in URIs and messages
   */
  public FileSystem newFileSystem(MediaVolume volume, String name) {
    return register(OpenFileSystems.byNumber(name), volume, volume, null);
  }

  /**
   * Returns the files of a volume, to be read and changed beside it: see {@link
   * MediaFileSystem#plan}.
   *
   * @param name what the volume is known by, in URIs and messages
   * @param time when changed files are to have been changed
   */
  public FileSystem newEditableFileSystem(MediaVolume volume, String name, Instant time) {
    return register(OpenFileSystems.byNumber(name), volume, volume, time);
  }

  private MediaFileSystem register(
      OpenFileSystems.Registration registration,
      MediaVolume volume,
      Closeable held,
      @Nullable Instant time) {
    MediaFileSystem fileSystem = new MediaFileSystem(this, registration, volume, held, time);
    OPEN.put(registration, fileSystem);
    return fileSystem;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  /**
   * Opens the medium that {@code media:file:///PATH} names, to be read.
   *
   * @param env as {@link #newFileSystem(Path, Map)} takes it
   * @throws java.nio.file.FileSystemAlreadyExistsException if it is open by URI already
   * @throws org.bootarchive.ufs.device.CorruptImageException if no file system of boot media is
   *     there
   */
  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
    Path file = Path.of(URI.create(PathUri.imageOf(SCHEME, uri)));
    PartChoice choice = choice(env);
    OpenFileSystems.Registration registration =
        OpenFileSystems.byImage(PathUri.imageOf(SCHEME, uri));
    OPEN.checkFree(registration);
    return open(file, choice, registration);
  }

  /**
   * Opens a medium, gzipped or not, to be read.
   *
   * @param env {@code slice}, {@code partition} or {@code offset}, a number, for the part that is
   *     meant; without one, what the medium boots from
   * @throws UnsupportedOperationException if the file holds no file system of boot media
   * @throws IllegalArgumentException if a value is no number from 0 on, or several are given
   */
  @Override
  public FileSystem newFileSystem(Path file, Map<String, ?> env) throws IOException {
    PartChoice choice = choice(env);
    try {
      return open(file, choice, OpenFileSystems.byNumber(file.toUri().toString()));
    } catch (CorruptImageException e) {
      throw new UnsupportedOperationException(file + " is no medium: " + e.getMessage(), e);
    }
  }

  private FileSystem open(Path file, PartChoice choice, OpenFileSystems.Registration registration)
      throws IOException {
    Medium medium = Medium.open(file, done -> {});
    FileSystem opened = null;
    try {
      MediaVolume volume = medium.openVolume(medium.part(choice));
      opened = register(registration, volume, medium, null);
      return opened;
    } finally {
      if (opened == null) {
        medium.close();
      }
    }
  }

  private static PartChoice choice(Map<String, ?> env) {
    OptionalLong slice = number(env, "slice");
    OptionalLong partition = number(env, "partition");
    return new PartChoice(
        slice.isPresent() ? OptionalInt.of((int) slice.getAsLong()) : OptionalInt.empty(),
        partition.isPresent() ? OptionalInt.of((int) partition.getAsLong()) : OptionalInt.empty(),
        number(env, "offset"));
  }

  private static OptionalLong number(Map<String, ?> env, String name) {
    Object value = env.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    checkArgument(
        value instanceof Number number
            && number.longValue() >= 0
            && (name.equals("offset") || number.longValue() <= Integer.MAX_VALUE),
        "%s is %s, not a number",
        name,
        value);
    return OptionalLong.of(((Number) value).longValue());
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return OPEN.get(PathUri.imageOf(SCHEME, uri));
  }

  @Override
  public Path getPath(URI uri) {
    return OPEN.get(PathUri.imageOfPath(SCHEME, uri)).absolutePath(PathUri.namesOf(SCHEME, uri));
  }

  private static MediaPath checked(Path path) {
    if (path instanceof MediaPath media) {
      return media;
    }
    throw new ProviderMismatchException(path + " is a path of another provider");
  }

  private static MediaFileSystem fileSystem(Path path) {
    return checked(path).getFileSystem();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return newFileChannel(path, options, attributes);
  }

  /** Opens a file; attributes that it is to have are not kept. */
  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    return fileSystem(path).open(checked(path), OpenOptions.of(options));
  }

  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    OpenOptions meaning = OpenOptions.of(ImmutableSet.copyOf(options));
    if (meaning.mayChange()) {
      throw new UnsupportedOperationException("an option is not for reading");
    }
    return new ChannelInputStream(fileSystem(path).open(checked(path), meaning));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path directory, DirectoryStream.Filter<? super Path> filter) throws IOException {
    MediaPath path = checked(directory);
    return new MediaDirectoryStream(path, fileSystem(path).list(path), filter);
  }

  @Override
  public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
    fileSystem(directory).createDirectory(checked(directory));
  }

  @Override
  public void delete(Path path) throws IOException {
    fileSystem(path).delete(checked(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    CopyOptions meaning = CopyOptions.of(options);
    if (meaning.atomic()) {
      throw new UnsupportedOperationException("no option ATOMIC_MOVE to copy");
    }
    if (isSameFile(source, target)) {
      return;
    }
    if (meaning.replace()) {
      Files.deleteIfExists(target);
    } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(target.toString());
    }
    if (Files.isDirectory(source)) {
      createDirectory(target);
    } else {
      try (InputStream in = newInputStream(source)) {
        long unused = Files.copy(in, target);
      }
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    MediaPath from = checked(source);
    MediaPath to = checked(target);
    CopyOptions meaning = CopyOptions.of(options);
    if (!from.getFileSystem().equals(to.getFileSystem())) {
      throw new UnsupportedOperationException("a move from one medium to another");
    }
    from.getFileSystem().move(from, to, meaning.replace() || meaning.atomic());
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return fileSystem(link).linkTarget(checked(link));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    if (path.equals(other)) {
      return true;
    }
    return path.getFileSystem().equals(other.getFileSystem())
        && Files.exists(other)
        && fileSystem(path)
            .attributes(checked(path), true)
            .key()
            .equals(fileSystem(other).attributes(checked(other), true).key());
  }

  /** Returns whether the last name starts with a dot. */
  @Override
  public boolean isHidden(Path path) {
    MediaPath name = checked(path).getFileName();
    return name != null && name.toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    MediaFileAttributes unused = fileSystem(path).attributes(checked(path), true);
    return new MediaFileStore(fileSystem(path));
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    MediaFileAttributes unused = fileSystem(path).attributes(checked(path), true);
    for (AccessMode mode : modes) {
      if (mode == AccessMode.WRITE && fileSystem(path).isReadOnly()) {
        throw new AccessDeniedException(path.toString(), null, "read-only file system");
      }
    }
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return type == BasicFileAttributeView.class
        ? type.cast(new BasicView(checked(path), Links.areFollowed(options)))
        : null;
  }

  /** Attributes to be read; times are those of the edit. */
  private record BasicView(MediaPath path, boolean followLinks) implements BasicFileAttributeView {
    @Override
    public String name() {
      return "basic";
    }

    @Override
    public BasicFileAttributes readAttributes() throws IOException {
      return path.getFileSystem().attributes(path, followLinks);
    }

    @Override
    public void setTimes(
        @Nullable FileTime modified, @Nullable FileTime accessed, @Nullable FileTime created) {
      throw new UnsupportedOperationException("all changed files have the time of the edit");
    }
  }

  /**
   * Reads attributes as {@link BasicFileAttributes} or {@link PosixFileAttributes}.
   *
   * @throws UnsupportedOperationException if the type is another
   */
  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (!type.isAssignableFrom(MediaFileAttributes.class)) {
      throw new UnsupportedOperationException("no attributes of " + type);
    }
    return type.cast(fileSystem(path).attributes(checked(path), Links.areFollowed(options)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    int colon = attributes.indexOf(':');
    String view = colon < 0 ? BASIC.view() : attributes.substring(0, colon);
    if (!view.equals(BASIC.view())) {
      throw new UnsupportedOperationException("no view " + view);
    }
    return BASIC.read(
        fileSystem(path).attributes(checked(path), Links.areFollowed(options)),
        attributes.substring(colon + 1));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options) {
    throw new UnsupportedOperationException("attributes of files on a medium are not set");
  }
}

package org.bootarchive.ufs.nio;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.spi.FileSystemProvider;
import java.util.Map;
import java.util.Set;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.internal.path.ChannelInputStream;
import org.bootarchive.ufs.internal.path.CopyOptions;
import org.bootarchive.ufs.internal.path.Links;
import org.bootarchive.ufs.internal.path.OpenFileSystems;
import org.bootarchive.ufs.internal.path.OpenOptions;
import org.bootarchive.ufs.internal.path.PathUri;
import org.bootarchive.ufs.volume.Volume;
import org.bootarchive.ufs.volume.WritableVolume;
import org.bootarchive.ufs.volume.WriteOptions;
import org.jspecify.annotations.Nullable;

/**
 * UFS images as file systems, for {@link java.nio.file.FileSystems} to find. The front door is
 * {@code org.bootarchive.ufs.Ufs}.
 */
public final class UfsFileSystemProvider extends FileSystemProvider {
  /** The scheme of the URIs. */
  public static final String SCHEME = "ufs";

  /** The file systems that are open. */
  static final OpenFileSystems<UfsFileSystem> OPEN = new OpenFileSystems<>(SCHEME);

  /** Creates the provider; use {@link #instance} to share the one that is installed. */
  public UfsFileSystemProvider() {}

  private static final class Instance {
    private static final UfsFileSystemProvider INSTANCE =
        FileSystemProvider.installedProviders().stream()
            .filter(UfsFileSystemProvider.class::isInstance)
            .map(UfsFileSystemProvider.class::cast)
            .findFirst()
            .orElseGet(UfsFileSystemProvider::new);
  }

  /** Returns the provider that the JVM has installed, or one of our own if it has none. */
  public static UfsFileSystemProvider instance() {
    return Instance.INSTANCE;
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  /**
   * Opens the image that {@code ufs:file:///PATH} names, to be read unless {@code env} says
   * otherwise: {@code accessMode} is {@code readOnly} or {@code readWrite}.
   *
   * @throws java.nio.file.FileSystemAlreadyExistsException if it is open by URI already
   * @throws IllegalArgumentException if {@code accessMode} is something else
   */
  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
    String given = PathUri.imageOf(SCHEME, uri);
    Path image = Path.of(URI.create(given)).toRealPath();
    boolean writable = isWritable(env);
    OpenFileSystems.Registration registration = OpenFileSystems.byImage(given);
    OPEN.checkFree(registration);
    return writable
        ? open(registration, FileBlockDevice.openWritable(image), WriteOptions.now())
        : open(registration, FileBlockDevice.open(image));
  }

  private static boolean isWritable(Map<String, ?> env) {
    Object mode = env.get("accessMode");
    if (mode == null || mode.equals("readOnly")) {
      return false;
    }
    if (mode.equals("readWrite")) {
      return true;
    }
    throw new IllegalArgumentException("accessMode is readOnly or readWrite, not " + mode);
  }

  /**
   * Opens an image, to be read unless {@code env} says otherwise: {@code accessMode} is {@code
   * readOnly} or {@code readWrite}.
   *
   * @throws UnsupportedOperationException if the file is no UFS
   * @throws CorruptImageException if it is one that cannot be read
   * @throws IllegalArgumentException if {@code accessMode} is something else
   */
  @Override
  public FileSystem newFileSystem(Path image, Map<String, ?> env) throws IOException {
    if (!isUfs(image)) {
      throw new UnsupportedOperationException(image + " is no UFS");
    }
    return isWritable(env) ? newFileSystem(image, WriteOptions.now()) : newFileSystem(image);
  }

  private static boolean isUfs(Path image) throws IOException {
    try (BlockDevice device = FileBlockDevice.open(image)) {
      ByteBuffer buffer = ByteBuffer.allocate(4);
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        long at = Superblock.OFFSET + (long) SuperblockField.MAGIC.offset(order);
        if (at + buffer.capacity() > device.size()) {
          return false;
        }
        device.read(at, buffer.clear());
        if (buffer.order(order).getInt(0) == Superblock.MAGIC) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Opens an image to read it, whatever else is open.
   *
   * @throws CorruptImageException if the file is no UFS or one that cannot be read
   */
  public FileSystem newFileSystem(Path image) throws IOException {
    String name = image.toUri().toString();
    return open(OpenFileSystems.byNumber(name), FileBlockDevice.open(image));
  }

  /**
   * Opens a device to read it; the file system closes it with itself.
   *
   * @throws CorruptImageException if it holds no UFS or one that cannot be read
   */
  public FileSystem newFileSystem(BlockDevice device) throws IOException {
    return open(OpenFileSystems.byNumber("device"), device);
  }

  /**
   * Opens an image to read and change it.
   *
   * @throws org.bootarchive.ufs.device.UnsafeToWriteException if it must not be changed as it is
   * @throws CorruptImageException if the file is no UFS or one that cannot be written
   */
  public FileSystem newFileSystem(Path image, WriteOptions options) throws IOException {
    String name = image.toUri().toString();
    return open(OpenFileSystems.byNumber(name), FileBlockDevice.openWritable(image), options);
  }

  /**
   * Opens a device to read and change it; the file system closes it with itself.
   *
   * @throws org.bootarchive.ufs.device.UnsafeToWriteException if it must not be changed as it is
   * @throws CorruptImageException if it holds no UFS or one that cannot be written
   */
  public FileSystem newFileSystem(WritableBlockDevice device, WriteOptions options)
      throws IOException {
    return open(OpenFileSystems.byNumber("device"), device, options);
  }

  /**
   * Writes all changes of a file system to its device and waits until they are there. A file that
   * is open and has no name any more is gone then.
   *
   * @throws ProviderMismatchException if it is not one of this provider
   */
  public static void flush(FileSystem fileSystem) throws IOException {
    if (!(fileSystem instanceof UfsFileSystem ufs)) {
      throw new ProviderMismatchException(fileSystem + " is of another provider");
    }
    ufs.flush();
  }

  private UfsFileSystem open(
      OpenFileSystems.Registration registration, WritableBlockDevice device, WriteOptions options)
      throws IOException {
    boolean opened = false;
    try {
      UfsFileSystem fileSystem =
          new UfsFileSystem(this, registration, WritableVolume.open(device, options), device);
      OPEN.put(registration, fileSystem);
      opened = true;
      return fileSystem;
    } finally {
      if (!opened) {
        device.close();
      }
    }
  }

  private UfsFileSystem open(OpenFileSystems.Registration registration, BlockDevice device)
      throws IOException {
    boolean opened = false;
    try {
      UfsFileSystem fileSystem = new UfsFileSystem(this, registration, Volume.open(device));
      OPEN.put(registration, fileSystem);
      opened = true;
      return fileSystem;
    } finally {
      if (!opened) {
        device.close();
      }
    }
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    return OPEN.get(PathUri.imageOf(SCHEME, uri));
  }

  @Override
  public Path getPath(URI uri) {
    return OPEN.get(PathUri.imageOfPath(SCHEME, uri)).absolutePath(PathUri.namesOf(SCHEME, uri));
  }

  private static UfsPath checked(Path path) {
    if (path instanceof UfsPath ufs) {
      return ufs;
    }
    throw new ProviderMismatchException(path + " is a path of another provider");
  }

  private static FileReading reader(Path path) {
    return checked(path).getFileSystem().reader();
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return checked(path).getFileSystem().open(checked(path), OpenOptions.of(options), attrs);
  }

  /** Opens a file as {@link #newByteChannel} does; it can be neither mapped nor locked. */
  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attrs) throws IOException {
    return new UfsFileChannel(checked(path).getFileSystem(), newByteChannel(path, options, attrs));
  }

  /**
   * Opens a file.
   *
   * @throws UnsupportedOperationException if an option is there that is for writing
   */
  @Override
  public InputStream newInputStream(Path path, OpenOption... options) throws IOException {
    for (OpenOption option : options) {
      if (option != StandardOpenOption.READ && option != LinkOption.NOFOLLOW_LINKS) {
        throw new UnsupportedOperationException(option + " is not for reading");
      }
    }
    return new ChannelInputStream(newByteChannel(path, ImmutableSet.copyOf(options)));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return reader(dir).list(checked(dir), filter);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
    UfsPath path = checked(dir);
    path.getFileSystem().act(changes -> changes.createDirectory(path, AttributeEdit.of(attrs)));
  }

  /**
   * Creates a link with the text of a path.
   *
   * @param target a path of any UFS file system: only its names count
   */
  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attrs)
      throws IOException {
    UfsPath path = checked(link);
    byte[] text = checked(target).toBytes();
    path.getFileSystem()
        .act(changes -> changes.createSymbolicLink(path, text, AttributeEdit.of(attrs)));
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    UfsPath path = checked(link);
    UfsPath source = checked(existing);
    requireSame(path, source);
    path.getFileSystem().act(changes -> changes.createLink(path, source));
  }

  @SuppressWarnings("ReferenceEquality") // a file system is itself alone
  private static boolean isSame(UfsPath one, UfsPath other) {
    return one.getFileSystem() == other.getFileSystem();
  }

  private static void requireSame(UfsPath link, UfsPath existing) throws FileSystemException {
    if (!isSame(link, existing)) {
      throw new FileSystemException(
          link.toString(), existing.toString(), "a link stays within its file system");
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    checked(path).getFileSystem().delete(checked(path));
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    CopyOptions meaning = CopyOptions.of(options);
    if (meaning.atomic()) {
      throw new UnsupportedOperationException("no option ATOMIC_MOVE to copy");
    }
    checked(target).getFileSystem().checkWritable();
    new FileCopy(checked(source), checked(target), meaning).copy();
  }

  /** Moves a file or directory; to another UFS file system, if need be, by a copy. */
  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    UfsPath from = checked(source);
    UfsPath to = checked(target);
    CopyOptions meaning = CopyOptions.of(options);
    from.getFileSystem().checkWritable();
    to.getFileSystem().checkWritable();
    if (isSame(from, to)) {
      from.getFileSystem().act(changes -> new FileMove(changes, from, to, meaning).move());
    } else if (meaning.atomic()) {
      throw new AtomicMoveNotSupportedException(
          source.toString(), target.toString(), "they are in different file systems");
    } else {
      new FileCopy(from, to, meaning.forMoveByCopy()).move();
    }
  }

  @Override
  public Path readSymbolicLink(Path link) throws IOException {
    return reader(link).linkTarget(checked(link));
  }

  @Override
  public boolean isSameFile(Path path, Path other) throws IOException {
    if (path.equals(other)) {
      return true;
    }
    return path.getFileSystem() == other.getFileSystem()
        && reader(path).isSameFile(checked(path), checked(other));
  }

  /** Returns whether the last name starts with a dot. */
  @Override
  public boolean isHidden(Path path) {
    UfsPath name = checked(path).getFileName();
    return name != null && name.toString().startsWith(".");
  }

  @Override
  public FileStore getFileStore(Path path) throws IOException {
    reader(path).attributes(checked(path), true);
    return new UfsFileStore(checked(path).getFileSystem());
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    reader(path).checkAccess(checked(path), modes);
  }

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return AttributeViews.of(checked(path), type, Links.areFollowed(options));
  }

  /**
   * Reads attributes as {@link BasicFileAttributes}, {@link PosixFileAttributes} or {@link
   * UfsFileAttributes}.
   *
   * @throws UnsupportedOperationException if the type is another
   */
  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    if (!type.isAssignableFrom(UfsFileAttributes.class)) {
      throw new UnsupportedOperationException("no attributes of " + type);
    }
    return type.cast(reader(path).attributes(checked(path), Links.areFollowed(options)));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
      throws IOException {
    return reader(path).attributes(checked(path), attributes, Links.areFollowed(options));
  }

  @Override
  public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
      throws IOException {
    UfsPath file = checked(path);
    file.getFileSystem().checkWritable();
    file.getFileSystem()
        .setAttributes(file, Links.areFollowed(options), AttributeEdit.of().put(attribute, value));
  }
}

package org.bootarchive.ufs.nio;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
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
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.CorruptImageException;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * UFS images as file systems, for {@link java.nio.file.FileSystems} to find. The front door is
 * {@code org.bootarchive.ufs.Ufs}.
 */
public final class UfsFileSystemProvider extends FileSystemProvider {
  /** The scheme of the URIs. */
  public static final String SCHEME = "ufs";

  private static final ImmutableSet<OpenOption> WRITES =
      ImmutableSet.of(
          StandardOpenOption.WRITE, StandardOpenOption.APPEND, StandardOpenOption.DELETE_ON_CLOSE);

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
   * Opens the image that {@code ufs:file:///PATH} names.
   *
   * @throws java.nio.file.FileSystemAlreadyExistsException if it is open by URI already
   */
  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> env) throws IOException {
    Path image = Path.of(URI.create(PathUri.imageOf(uri)));
    String key = image.toRealPath().toUri().toString();
    OpenFileSystems.checkFree(key);
    return open(OpenFileSystems.byImage(key), FileBlockDevice.open(image));
  }

  /**
   * Opens an image.
   *
   * @throws UnsupportedOperationException if the file is no UFS
   * @throws CorruptImageException if it is one that cannot be read
   */
  @Override
  public FileSystem newFileSystem(Path image, Map<String, ?> env) throws IOException {
    if (!isUfs(image)) {
      throw new UnsupportedOperationException(image + " is no UFS");
    }
    return newFileSystem(image);
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

  private UfsFileSystem open(OpenFileSystems.Registration registration, BlockDevice device)
      throws IOException {
    boolean opened = false;
    try {
      UfsFileSystem fileSystem = new UfsFileSystem(this, registration, Volume.open(device));
      registration.put(fileSystem);
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
    return OpenFileSystems.get(PathUri.imageOf(uri));
  }

  @Override
  public Path getPath(URI uri) {
    return OpenFileSystems.get(PathUri.imageOfPath(uri)).absolutePath(PathUri.namesOf(uri));
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
    UfsPath file = checked(path);
    if (options.stream().anyMatch(WRITES::contains)) {
      file.getFileSystem().checkWritable();
    }
    boolean follow = !options.contains(LinkOption.NOFOLLOW_LINKS);
    return new ReadingChannel(file.getFileSystem(), reader(file).content(file, follow));
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
    return new UfsInputStream(newByteChannel(path, ImmutableSet.copyOf(options)));
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path dir, DirectoryStream.Filter<? super Path> filter) throws IOException {
    return reader(dir).list(checked(dir), filter);
  }

  @Override
  public void createDirectory(Path dir, FileAttribute<?>... attrs) throws IOException {
    checked(dir).getFileSystem().checkWritable();
  }

  @Override
  public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attrs)
      throws IOException {
    checked(link).getFileSystem().checkWritable();
  }

  @Override
  public void createLink(Path link, Path existing) throws IOException {
    checked(link).getFileSystem().checkWritable();
  }

  @Override
  public void delete(Path path) throws IOException {
    checked(path).getFileSystem().checkWritable();
  }

  @Override
  public void copy(Path source, Path target, CopyOption... options) throws IOException {
    checked(source);
    checked(target).getFileSystem().checkWritable();
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    checked(source).getFileSystem().checkWritable();
    checked(target).getFileSystem().checkWritable();
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
    checked(path).getFileSystem().checkWritable();
  }
}

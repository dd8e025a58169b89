package org.bootarchive.testing;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.bootarchive.ufs.internal.file.ForwardingFileChannel;

/**
 * The system's files, of which one of the changes fails: a write, a sync or a rename. All are
 * remembered, and the attributes that are set, too.
 */
public final class FailingFileSystem extends FileSystem {
  private static final FileSystem SYSTEM = FileSystems.getDefault();

  private final Provider provider = new Provider();
  private final AtomicInteger changes = new AtomicInteger();
  private volatile int failing = -1;
  private volatile String failed = "";
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  /** Lets the n-th change from now fail, counted from 0, and none behind it; a negative n none. */
  public void fail(int n) {
    changes.set(0);
    failed = "";
    failing = n;
    done.clear();
  }

  /** Returns what has failed; empty if nothing has. */
  public String failed() {
    return failed;
  }

  /** Returns what was changed, in order. */
  public List<String> done() {
    return List.copyOf(done);
  }

  /** Returns a path of this file system. */
  public Path of(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(), new Class<?>[] {Path.class}, new Handler(path));
  }

  private void change(String what) throws IOException {
    done.add(what);
    if (changes.getAndIncrement() == failing) {
      failed = what;
      throw new FileSystemException(what, null, "Input/output error");
    }
  }

  private static Path system(Path path) {
    return path instanceof Proxy ? ((Handler) Proxy.getInvocationHandler(path)).path : path;
  }

  private final class Handler implements InvocationHandler {
    private final Path path;

    Handler(Path path) {
      this.path = path;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      switch (method.getName()) {
        case "getFileSystem":
          return FailingFileSystem.this;
        case "equals":
          return arguments[0] instanceof Path other && path.equals(system(other));
        case "iterator":
          List<Path> names = new ArrayList<>();
          path.forEach(name -> names.add(of(name)));
          return names.iterator();
        default:
          break;
      }
      Object[] given = arguments == null ? new Object[0] : arguments.clone();
      for (int i = 0; i < given.length; i++) {
        given[i] = given[i] instanceof Path other ? system(other) : given[i];
      }
      try {
        Object result = method.invoke(path, given);
        return result instanceof Path other ? of(other) : result;
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return SYSTEM.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return SYSTEM.getRootDirectories();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return SYSTEM.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return SYSTEM.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return of(SYSTEM.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    return path -> SYSTEM.getPathMatcher(pattern).matches(system(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return SYSTEM.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return SYSTEM.newWatchService();
  }

  private final class Provider extends FileSystemProvider {
    private final FileSystemProvider real = SYSTEM.provider();

    @Override
    public String getScheme() {
      return "failing";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return FailingFileSystem.this;
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      Path name = system(path);
      return new Channel(name, real.newFileChannel(name, options, attributes));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
      DirectoryStream<Path> entries =
          real.newDirectoryStream(system(path), entry -> filter.accept(of(entry)));
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          Iterator<Path> names = entries.iterator();
          return new Iterator<>() {
            @Override
            public boolean hasNext() {
              return names.hasNext();
            }

            @Override
            public Path next() {
              return of(names.next());
            }
          };
        }

        @Override
        public void close() throws IOException {
          entries.close();
        }
      };
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
      real.createDirectory(system(path), attributes);
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes)
        throws IOException {
      real.createSymbolicLink(system(link), system(target), attributes);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
      return of(real.readSymbolicLink(system(link)));
    }

    @Override
    public void delete(Path path) throws IOException {
      real.delete(system(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
      real.copy(system(source), system(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
      change("rename to " + target);
      real.move(system(source), system(target), options);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
      return real.isSameFile(system(path), system(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return real.isHidden(system(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return real.getFileStore(system(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      real.checkAccess(system(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      V view = real.getFileAttributeView(system(path), type, options);
      return view == null ? null : type.cast(recorded(type, view, system(path)));
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      return real.readAttributes(system(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
        throws IOException {
      return real.readAttributes(system(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
        throws IOException {
      real.setAttribute(system(path), name, value, options);
    }
  }

  /** Returns a view that remembers what is set. */
  private Object recorded(Class<?> type, Object view, Path path) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("set")) {
            done.add(method.getName() + " of " + path);
          }
          try {
            return method.invoke(view, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private final class Channel extends ForwardingFileChannel {
    private final Path name;

    Channel(Path name, FileChannel real) {
      super(real);
      this.name = name;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      change("write to " + name);
      return super.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
      change("write to " + name);
      return super.write(sources, offset, length);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      change("write to " + name);
      return super.write(source, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      change("sync of " + name);
      super.force(metadata);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count)
        throws IOException {
      change("write to " + name);
      return super.transferFrom(source, position, count);
    }
  }

  @Override
  public String toString() {
    return "failing " + Arrays.toString(new Object[] {failing, failed});
  }
}

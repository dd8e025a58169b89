package org.bootarchive.ufs.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Something that a program does with a file system through {@code java.nio.file}. The same
 * operation can be done to two file systems, to compare what comes of it.
 *
 * <p>Operations are values with a short text, so that a failing sequence of them reads as a script.
 */
public sealed interface FileOperation {

  /** Does it, and returns what the file system answered, as text. */
  String apply(FileSystem fileSystem) throws IOException;

  /**
   * Does it, and returns the answer, or the simple name of the class of the exception that came
   * instead.
   */
  default String outcome(FileSystem fileSystem) {
    try {
      return apply(fileSystem);
    } catch (IOException
        | UnsupportedOperationException
        | IllegalArgumentException
        | IllegalStateException e) {
      return e.getClass().getSimpleName();
    }
  }

  /** Creates a directory with permissions such as {@code rwxr-xr-x}. */
  record CreateDirectory(String path, String permissions) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Files.createDirectory(
          fileSystem.getPath(path),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
      return "done";
    }
  }

  /** Opens a file, creates it if an option says so, and writes at a position. */
  record Write(String path, Set<? extends OpenOption> options, int position, SampleBytes content)
      implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      try (SeekableByteChannel channel =
          Files.newByteChannel(
              fileSystem.getPath(path),
              options,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))) {
        channel.position(position);
        ByteBuffer source = ByteBuffer.wrap(content.toBytes());
        while (source.hasRemaining()) {
          channel.write(source);
        }
        return "size " + channel.size();
      }
    }
  }

  /**
   * Cuts a file. File systems differ in whether a cut behind the end changes the time of the last
   * modification, so that is set.
   */
  record Truncate(String path, int size) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      try (SeekableByteChannel channel =
          Files.newByteChannel(fileSystem.getPath(path), Set.of(StandardOpenOption.WRITE))) {
        channel.truncate(size);
        Files.setLastModifiedTime(fileSystem.getPath(path), FileTime.fromMillis(size));
        return "size " + channel.size();
      }
    }
  }

  /** Reads a whole file. */
  record Read(String path) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      byte[] bytes = Files.readAllBytes(fileSystem.getPath(path));
      return bytes.length + " bytes, hash " + Arrays.hashCode(bytes);
    }
  }

  /** Lists a directory, by name. */
  record ListDirectory(String path) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      try (Stream<Path> entries = Files.list(fileSystem.getPath(path))) {
        return entries.map(Path::toString).sorted().toList().toString();
      }
    }
  }

  /** Removes a file, a link or an empty directory. */
  record Delete(String path) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Files.delete(fileSystem.getPath(path));
      return "done";
    }
  }

  /** Removes a file while it is open, and writes to it and reads it then. */
  record DeleteWhileOpen(String path, SampleBytes content) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Path file = fileSystem.getPath(path);
      try (SeekableByteChannel channel =
          Files.newByteChannel(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        Files.delete(file);
        channel.write(ByteBuffer.wrap(content.toBytes()));
        ByteBuffer all = ByteBuffer.allocate((int) channel.size());
        channel.position(0).read(all);
        return all.position() + " bytes, hash " + Arrays.hashCode(all.array());
      }
    }
  }

  /** Gives a file another name. */
  record Link(String path, String existing) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Files.createLink(fileSystem.getPath(path), fileSystem.getPath(existing));
      return "done";
    }
  }

  /** Creates a symbolic link. */
  record SymbolicLink(String path, String target) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Files.createSymbolicLink(fileSystem.getPath(path), fileSystem.getPath(target));
      return "done";
    }
  }

  /** Moves a file, a link or a directory. */
  record Move(String from, String to, List<? extends CopyOption> options) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Files.move(
          fileSystem.getPath(from), fileSystem.getPath(to), options.toArray(new CopyOption[0]));
      return "done";
    }
  }

  /**
   * Copies a file, a link or a directory without what is in it. File systems differ in what
   * permissions a copy has, so it gets some.
   */
  record Copy(String from, String to, List<? extends CopyOption> options) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Path asked = fileSystem.getPath(to);
      // A link on the way may be what the copy replaces.
      Path target = asked.toAbsolutePath().getParent().toRealPath().resolve(asked.getFileName());
      Files.copy(fileSystem.getPath(from), asked, options.toArray(new CopyOption[0]));
      if (!Files.isSymbolicLink(target)) {
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx--x--x"));
      }
      return "done";
    }
  }

  /** Sets permissions, such as {@code rwxr-xr-x}. */
  record SetPermissions(String path, String permissions) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Files.setPosixFilePermissions(
          fileSystem.getPath(path), PosixFilePermissions.fromString(permissions));
      return "done";
    }
  }

  /** Sets the time of the last modification. */
  record SetTime(String path, int seconds) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Files.setLastModifiedTime(fileSystem.getPath(path), FileTime.from(seconds, TimeUnit.SECONDS));
      return "done";
    }
  }

  /** Asks where a path leads. */
  record RealPath(String path, boolean followLast) implements FileOperation {
    @Override
    public String apply(FileSystem fileSystem) throws IOException {
      Path asked = fileSystem.getPath(path);
      return (followLast ? asked.toRealPath() : asked.toRealPath(LinkOption.NOFOLLOW_LINKS))
          .toString();
    }
  }
}

package org.bootarchive.archive.build;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileName;
import org.bootarchive.ufs.disk.FileType;

/**
 * The files in a directory of the host, with their owners, permissions, times, hard links and
 * devices. The directory itself is the root. Symbolic links are taken as they are.
 */
public final class DirectorySource implements ArchiveSource {
  private static final String ATTRIBUTES =
      "unix:mode,uid,gid,nlink,ino,dev,rdev,size,lastModifiedTime";

  private final Path directory;

  private DirectorySource(Path directory) {
    this.directory = directory;
  }

  /** Returns the files below a directory of a file system that tells unix attributes. */
  public static DirectorySource of(Path directory) {
    return new DirectorySource(directory);
  }

  /** A file of the host: two names of one file have equal ones. */
  private record HostFile(Object device, Object inode) {}

  private record Level(Path path, SourceFile directory) {}

  @Override
  public SourceTree read(SourceDate date) throws IOException {
    return new Scan(date).run(directory);
  }

  private static final class Scan {
    private final SourceDate date;
    private final NewestTime newest = new NewestTime();
    private final Map<HostFile, SourceFile> linked = new HashMap<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    Scan(SourceDate date) {
      this.date = date;
    }

    SourceTree run(Path top) throws IOException {
      Map<String, Object> attributes = Files.readAttributes(top, ATTRIBUTES);
      SourceFile root = file(top, attributes);
      if (!root.isDirectory()) {
        throw new NotDirectoryException(top.toString());
      }
      levels.add(new Level(top, root));
      while (!levels.isEmpty()) {
        list(levels.removeLast());
      }
      return SourceTree.of(root, newest.get());
    }

    private void list(Level level) throws IOException {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(level.path())) {
        for (Path path : stream) {
          FileName name = FileName.of(PathBytes.name(path.getFileName()));
          SourceFile file = linkedFile(path);
          if (file.isDirectory()) {
            levels.add(new Level(path, file));
          }
          level.directory().put(name, file);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    private SourceFile linkedFile(Path path) throws IOException {
      Map<String, Object> attributes =
          Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      int type = (Integer) attributes.get("mode") & FileType.MASK;
      if ((Integer) attributes.get("nlink") < 2 || type == FileType.DIRECTORY.bits()) {
        return file(path, attributes);
      }
      HostFile key = new HostFile(attributes.get("dev"), attributes.get("ino"));
      SourceFile known = linked.get(key);
      if (known == null) {
        known = file(path, attributes);
        linked.put(key, known);
      }
      return known;
    }

    private SourceFile file(Path path, Map<String, Object> host) throws IOException {
      int mode = (Integer) host.get("mode");
      Attributes attributes =
          Attributes.of(
              mode & 07777,
              Integer.toUnsignedLong((Integer) host.get("uid")),
              Integer.toUnsignedLong((Integer) host.get("gid")),
              newest.note(date.of((FileTime) host.get("lastModifiedTime"))));
      FileType type = FileType.ofMode(mode);
      if (type == null) {
        throw new IOException(path + ": of a type that UFS does not have");
      }
      return switch (type) {
        case DIRECTORY -> SourceFile.directory(attributes);
        case REGULAR ->
            SourceFile.regular(attributes, FileContent.ofWhole(path, (Long) host.get("size")));
        case SYMBOLIC_LINK ->
            SourceFile.symbolicLink(attributes, PathBytes.linkText(Files.readSymbolicLink(path)));
        case CHARACTER_DEVICE, BLOCK_DEVICE ->
            SourceFile.device(type, attributes, device(path, (Long) host.get("rdev")));
        case FIFO, SOCKET -> SourceFile.special(type, attributes);
        case SHADOW, ATTRIBUTE_DIRECTORY ->
            throw new IOException(path + ": of a type that UFS does not have");
      };
    }

    /** Reads a device number as Linux packs it: {@code gnu_dev_major} and its like. */
    private static DeviceNumber device(Path path, long packed) throws IOException {
      long major = packed >>> 8 & 0xfff | packed >>> 32 & ~0xfffL;
      long minor = packed & 0xff | packed >>> 12 & ~0xffL & 0xffffffffL;
      return DeviceNumbers.of(path.toString(), major, minor);
    }
  }
}

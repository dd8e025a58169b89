package org.bootarchive.archive.build;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.archive.host.PathBytes;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.NewestTime;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.FileName;

/**
 * The files in a directory of the host, with their owners, permissions, times, hard links and
 * devices. The directory itself is the root. Symbolic links are taken as they are.
 */
final class DirectorySource implements ArchiveSource {
  private final Path directory;

  private DirectorySource(Path directory) {
    this.directory = directory;
  }

  /** Returns the files below a directory of a file system that tells unix attributes. */
  public static DirectorySource of(Path directory) {
    return new DirectorySource(directory);
  }

  private record Level(Path path, SourceNode directory) {}

  @Override
  public ImmutableList<Path> inputs() {
    return ImmutableList.of(directory);
  }

  @Override
  public SourceTree read(SourceDate date) throws IOException {
    return new Scan(date).run(directory);
  }

  private static final class Scan {
    private final SourceDate date;
    private final NewestTime newest = new NewestTime();
    private final Map<HostFile.Identity, SourceNode> linked = new HashMap<>();
    private final Deque<Level> levels = new ArrayDeque<>();

    Scan(SourceDate date) {
      this.date = date;
    }

    SourceTree run(Path top) throws IOException {
      SourceNode root = file(top, HostFile.read(top));
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
          SourceNode file = linkedFile(path);
          if (file.isDirectory()) {
            levels.add(new Level(path, file));
          }
          level.directory().put(name, file);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      }
    }

    private SourceNode linkedFile(Path path) throws IOException {
      HostFile host = HostFile.read(path, LinkOption.NOFOLLOW_LINKS);
      if (host.links() < 2 || FileType.ofMode(host.mode()) == FileType.DIRECTORY) {
        return file(path, host);
      }
      SourceNode known = linked.get(host.identity());
      if (known == null) {
        known = file(path, host);
        linked.put(host.identity(), known);
      }
      return known;
    }

    private SourceNode file(Path path, HostFile host) throws IOException {
      Attributes attributes =
          Attributes.of(
              host.mode() & 07777, host.uid(), host.gid(), newest.note(date.of(host.modified())));
      FileType type = FileType.ofMode(host.mode());
      if (type == null) {
        throw new IOException(path + ": of a type that UFS does not have");
      }
      return switch (type) {
        case DIRECTORY -> SourceNode.directory(attributes);
        case REGULAR -> SourceNode.regular(attributes, FileContent.ofWhole(path, host.size()));
        case SYMBOLIC_LINK ->
            SourceNode.symbolicLink(attributes, PathBytes.linkText(Files.readSymbolicLink(path)));
        case CHARACTER_DEVICE, BLOCK_DEVICE ->
            SourceNode.device(type, attributes, host.device(path));
        case FIFO, SOCKET -> SourceNode.special(type, attributes);
        case SHADOW, ATTRIBUTE_DIRECTORY ->
            throw new IOException(path + ": of a type that UFS does not have");
      };
    }
  }
}

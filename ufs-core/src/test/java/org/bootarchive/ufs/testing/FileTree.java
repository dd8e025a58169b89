package org.bootarchive.ufs.testing;

import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;

/**
 * What a directory holds, as a value that can be put into any file system.
 *
 * @param entries by name, in the notation of the file system's paths
 */
public record FileTree(SortedMap<String, Node> entries) {
  /** Copies the entries. */
  public FileTree {
    entries = ImmutableSortedMap.copyOfSorted(entries);
  }

  /** What a name stands for. */
  public sealed interface Node {}

  /** A regular file. */
  public record RegularFile(SampleBytes content) implements Node {}

  /** A directory. */
  public record Directory(FileTree content) implements Node {}

  /** A symbolic link, which may lead nowhere. */
  public record SymbolicLink(String target) implements Node {}

  /**
   * Creates everything in a directory.
   *
   * @throws IOException if something cannot be created; what was created before stays
   */
  public void createIn(Path directory) throws IOException {
    FileSystem fileSystem = directory.getFileSystem();
    for (Map.Entry<String, Node> entry : entries.entrySet()) {
      Path path = directory.resolve(entry.getKey());
      // A switch over the kinds would be nicer; Java 17 has none.
      if (entry.getValue() instanceof RegularFile file) {
        Files.write(path, file.content().toBytes());
      } else if (entry.getValue() instanceof SymbolicLink link) {
        Files.createSymbolicLink(path, fileSystem.getPath(link.target()));
      } else if (entry.getValue() instanceof Directory below) {
        Files.createDirectory(path);
        below.content().createIn(path);
      }
    }
  }
}

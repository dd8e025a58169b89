package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.ufs.text.FileName;

/** Copies trees of files, each file with several names once. */
final class TreeCopy {
  private final Map<SourceNode, SourceNode> copies = new HashMap<>();

  private record Level(SourceNode from, SourceNode to, String path) {}

  /**
   * Copies a directory with all that is in it.
   *
   * @param except paths in it that stay out
   * @param before the copy of another part of the tree, on another file system
   * @throws IOException if a file has names in both parts
   */
  SourceNode directory(
      SourceNode directory, Attributes attributes, ImmutableSet<String> except, TreeCopy before)
      throws IOException {
    SourceNode copy = SourceNode.directory(attributes);
    Deque<Level> levels = new ArrayDeque<>();
    levels.add(new Level(directory, copy, ""));
    while (!levels.isEmpty()) {
      Level level = levels.removeLast();
      for (Map.Entry<FileName, SourceNode> entry : level.from().entries().entrySet()) {
        FileName name = entry.getKey();
        SourceNode file = entry.getValue();
        String path = level.path() + name;
        if (except.contains(path)) {
          continue;
        }
        if (before.copies.containsKey(file)) {
          throw new IOException(
              path + ": a hard link from /usr to a file outside, on another file system");
        }
        SourceNode child = file.isDirectory() ? SourceNode.directory(file.attributes()) : of(file);
        SourceNode unused = level.to().put(name, child);
        if (file.isDirectory()) {
          levels.add(new Level(file, child, path + "/"));
        }
      }
    }
    return copy;
  }

  /** Copies a file that is no directory; always the same copy of the same file. */
  SourceNode of(SourceNode file) {
    return copies.computeIfAbsent(file, TreeCopy::fresh);
  }

  private static SourceNode fresh(SourceNode file) {
    return switch (file.type()) {
      case REGULAR -> SourceNode.regular(file.attributes(), file.content());
      case SYMBOLIC_LINK -> SourceNode.symbolicLink(file.attributes(), file.linkTarget());
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          SourceNode.device(file.type(), file.attributes(), file.device());
      default -> SourceNode.special(file.type(), file.attributes());
    };
  }
}

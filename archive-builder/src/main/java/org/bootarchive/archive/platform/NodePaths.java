package org.bootarchive.archive.platform;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** Finds and puts files in a tree of them by path. */
final class NodePaths {
  private static final int DIRECTORY_PERMISSIONS = 0755;

  private NodePaths() {}

  private static List<FileName> names(String path) {
    List<FileName> names = new ArrayList<>();
    for (String name : Splitter.on('/').omitEmptyStrings().split(path)) {
      names.add(FileName.of(name));
    }
    return names;
  }

  /** Returns what is at a path, null if nothing is. Links are not followed. */
  static @Nullable SourceNode find(SourceNode root, String path) {
    SourceNode at = root;
    for (FileName name : names(path)) {
      SourceNode next = at.isDirectory() ? at.entries().get(name) : null;
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /**
   * Puts a file at a path; directories on the way that are not there become root's, 0755.
   *
   * @param time of directories that are made
   * @throws IOException if something on the way is no directory, or there is one at the path
   */
  static void put(SourceNode root, String path, SourceNode file, InodeTime time)
      throws IOException {
    List<FileName> names = names(path);
    SourceNode at = root;
    for (FileName name : names.subList(0, names.size() - 1)) {
      SourceNode next = at.entries().get(name);
      if (next == null) {
        next = SourceNode.directory(Attributes.of(DIRECTORY_PERMISSIONS, 0, 0, time));
        SourceNode unused = at.put(name, next);
      }
      if (!next.isDirectory()) {
        throw new IOException(path + ": " + name + " on the way is no directory");
      }
      at = next;
    }
    FileName last = names.get(names.size() - 1);
    SourceNode before = at.entries().get(last);
    if (before != null && before.isDirectory()) {
      throw new IOException(path + " is a directory and has to be a file");
    }
    SourceNode unused = at.put(last, file);
  }
}

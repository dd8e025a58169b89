package org.bootarchive.archive.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** A tree that is put together from paths of bytes, in any order that has targets before links. */
public final class TreeAssembly {
  private final SourceNode root =
      SourceNode.directory(Attributes.impliedDirectory(InodeTime.EPOCH));
  private final Set<SourceNode> implied = new LinkedHashSet<>();
  private final boolean implies;

  /**
   * Creates an empty tree.
   *
   * @param implies whether a path makes the directories on its way that are not there
   */
  public TreeAssembly(boolean implies) {
    this.implies = implies;
    implied.add(root);
  }

  SourceNode root() {
    return root;
  }

  /** Returns the names of a path; none for the root itself. */
  public static List<FileName> names(byte[] path) throws IOException {
    List<FileName> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        FileName name = FileName.of(path, start, i);
        if (name.equals(FileName.PARENT)) {
          throw new IOException("a path with '..' in it leads out of the archive");
        }
        if (name.length() > FileName.MAX_BYTES) {
          throw new IOException(
              "a name of " + name.length() + " bytes; UFS has " + FileName.MAX_BYTES + " at most");
        }
        if (name.length() > 0 && !name.equals(FileName.SELF)) {
          names.add(name);
        }
        start = i + 1;
      }
    }
    return names;
  }

  /**
   * Puts a file at a path.
   *
   * @return what was there before, null if nothing was
   * @throws IOException if there can be no file
   */
  public @Nullable SourceNode put(List<FileName> path, SourceNode file) throws IOException {
    if (path.isEmpty()) {
      if (!file.isDirectory()) {
        throw new IOException("the root can be a directory alone");
      }
      describe(root, file.attributes());
      return root;
    }
    SourceNode parent = parent(path);
    FileName name = path.get(path.size() - 1);
    SourceNode before = parent.entries().get(name);
    if (before != null && before.isDirectory()) {
      if (!file.isDirectory()) {
        throw new IOException("there is a directory of that name already");
      }
      describe(before, file.attributes());
      return before;
    }
    return parent.put(name, file);
  }

  private void describe(SourceNode directory, Attributes attributes) {
    directory.describe(attributes);
    implied.remove(directory);
  }

  private SourceNode parent(List<FileName> path) throws IOException {
    SourceNode at = root;
    for (FileName name : path.subList(0, path.size() - 1)) {
      SourceNode next = at.entries().get(name);
      if (next == null) {
        if (!implies) {
          throw new IOException("there is no directory " + join(path) + "; add a line for it");
        }
        next = SourceNode.directory(Attributes.impliedDirectory(InodeTime.EPOCH));
        implied.add(next);
        at.put(name, next);
      } else if (!next.isDirectory()) {
        throw new IOException(
            name
                + (next.type() == FileType.SYMBOLIC_LINK
                    ? " on the way is a symbolic link; name the directory that it leads to"
                    : " on the way is no directory"));
      }
      at = next;
    }
    return at;
  }

  private static String join(List<FileName> path) {
    StringBuilder text = new StringBuilder();
    for (FileName name : path.subList(0, path.size() - 1)) {
      text.append('/').append(name);
    }
    return text.toString();
  }

  /** Returns what is at a path, null if nothing is. */
  public @Nullable SourceNode get(List<FileName> path) {
    SourceNode at = root;
    for (FileName name : path) {
      SourceNode next = at.isDirectory() ? at.entries().get(name) : null;
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  /** Ends the assembly: directories that nobody described get a time. */
  public SourceTree finish(InodeTime time, Closeable resource) {
    for (SourceNode directory : implied) {
      directory.describe(Attributes.impliedDirectory(time));
    }
    return new SourceTree(root, time, resource);
  }
}

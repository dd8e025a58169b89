package org.bootarchive.archive.tree;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Vnode;

/**
 * A place in an archive, found by looking up a path.
 *
 * @param names the names from the root to the place, through no symbolic link; none for the root
 * @param vnode what is there
 */
public record VolumePath(ImmutableList<FileName> names, Vnode vnode) {
  /** Symbolic links that are followed in one path ({@code MAXSYMLINKS}). */
  public static final int MAX_LINKS = 20;

  /** What becomes of a symbolic link that a path ends in. */
  public enum LastLink {
    /** The path stands for the link. */
    KEEP,
    /** The path stands for what the link leads to. */
    FOLLOW
  }

  /** Returns the root directory of an archive. */
  public static VolumePath root(ArchiveTree tree) {
    return new VolumePath(ImmutableList.of(), tree.top());
  }

  /**
   * Finds the place that a path leads to, as a process that has the archive as its root would.
   *
   * <p>Symbolic links before the last name are followed, within the archive; slashes at the start
   * and the end, and several in a row, mean nothing more than one between two names.
   *
   * @param path bytes
   * @return empty if there is no such place: a name is missing, or stands below something that is
   *     no directory, or more than {@link #MAX_LINKS} links are in the way
   * @throws IOException if a volume is corrupt on the way, or cannot be opened or read
   */
  public static Optional<VolumePath> find(ArchiveTree tree, byte[] path, LastLink lastLink)
      throws IOException {
    Deque<FileName> ahead = new ArrayDeque<>(split(path));
    List<FileName> names = new ArrayList<>();
    List<Vnode> vnodes = new ArrayList<>();
    vnodes.add(tree.top());
    int links = 0;
    while (!ahead.isEmpty()) {
      FileName name = ahead.removeFirst();
      Vnode directory = vnodes.get(vnodes.size() - 1);
      if (directory.type() != FileType.DIRECTORY) {
        return Optional.empty();
      }
      if (name.isDots()) {
        if (name.equals(FileName.PARENT) && !names.isEmpty()) {
          names.remove(names.size() - 1);
          vnodes.remove(vnodes.size() - 1);
        }
        continue;
      }
      Optional<Vnode> found = tree.lookup(directory, name);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      Vnode next = found.get();
      if (next.type() == FileType.SYMBOLIC_LINK
          && !(ahead.isEmpty() && lastLink == LastLink.KEEP)) {
        byte[] target = next.volume().readLink(next.number());
        if (++links > MAX_LINKS || target.length == 0) {
          return Optional.empty();
        }
        if (target[0] == '/') {
          names.clear();
          vnodes.subList(1, vnodes.size()).clear();
        }
        List<FileName> targetNames = split(target);
        for (int i = targetNames.size() - 1; i >= 0; i--) {
          ahead.addFirst(targetNames.get(i));
        }
        continue;
      }
      names.add(name);
      vnodes.add(next);
    }
    return Optional.of(new VolumePath(ImmutableList.copyOf(names), vnodes.get(vnodes.size() - 1)));
  }

  private static List<FileName> split(byte[] path) {
    List<FileName> names = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        if (i > start) {
          names.add(FileName.of(path, start, i));
        }
        start = i + 1;
      }
    }
    return names;
  }

  /** Returns the inode's number in its volume. */
  public long inode() {
    return vnode.number();
  }

  /** Returns whether another place is this one or below it, by name. */
  public boolean contains(VolumePath other) {
    return other.names.size() >= names.size() && other.names.subList(0, names.size()).equals(names);
  }

  /**
   * Returns the names joined by slashes, bytes that are not printable as \\xHH; "." for the root.
   */
  @Override
  public String toString() {
    return names.isEmpty() ? "." : Joiner.on('/').join(names);
  }
}

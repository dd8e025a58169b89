package org.bootarchive.archive;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.ufs.disk.FileName;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Volume;

/**
 * A place in a volume that a path led to.
 *
 * @param names the names from the root to the place, through no symbolic link; none for the root
 * @param inode the inode's number
 */
public record VolumePath(ImmutableList<FileName> names, long inode) {
  /** Symbolic links that are followed in one path ({@code MAXSYMLINKS}). */
  public static final int MAX_LINKS = 20;

  /** The root directory. */
  public static final VolumePath ROOT = new VolumePath(ImmutableList.of(), Inode.ROOT);

  /** What becomes of a symbolic link that a path ends in. */
  public enum LastLink {
    /** The path stands for the link. */
    KEEP,
    /** The path stands for what the link leads to. */
    FOLLOW
  }

  /**
   * Finds the place that a path leads to, as a process that has the volume as its root would.
   *
   * <p>Symbolic links before the last name are followed, within the volume; slashes at the start
   * and the end, and several in a row, mean nothing more than one between two names.
   *
   * @param path bytes
   * @return empty if there is no such place: a name is missing, or stands below something that is
   *     no directory, or more than {@link #MAX_LINKS} links are in the way
   * @throws IOException if the volume is corrupt on the way, or cannot be read
   */
  public static Optional<VolumePath> find(Volume volume, byte[] path, LastLink lastLink)
      throws IOException {
    Deque<FileName> ahead = new ArrayDeque<>(split(path));
    List<FileName> names = new ArrayList<>();
    List<Long> inodes = new ArrayList<>();
    inodes.add((long) Inode.ROOT);
    int links = 0;
    while (!ahead.isEmpty()) {
      FileName name = ahead.removeFirst();
      long directory = inodes.get(inodes.size() - 1);
      if (volume.inode(directory).type() != FileType.DIRECTORY) {
        return Optional.empty();
      }
      if (name.isDots()) {
        if (name.equals(FileName.PARENT) && !names.isEmpty()) {
          names.remove(names.size() - 1);
          inodes.remove(inodes.size() - 1);
        }
        continue;
      }
      OptionalLong next = volume.lookup(directory, name);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      if (volume.inode(next.getAsLong()).type() == FileType.SYMBOLIC_LINK
          && !(ahead.isEmpty() && lastLink == LastLink.KEEP)) {
        byte[] target = volume.readLink(next.getAsLong());
        if (++links > MAX_LINKS || target.length == 0) {
          return Optional.empty();
        }
        if (target[0] == '/') {
          names.clear();
          inodes.subList(1, inodes.size()).clear();
        }
        List<FileName> targetNames = split(target);
        for (int i = targetNames.size() - 1; i >= 0; i--) {
          ahead.addFirst(targetNames.get(i));
        }
        continue;
      }
      names.add(name);
      inodes.add(next.getAsLong());
    }
    return Optional.of(new VolumePath(ImmutableList.copyOf(names), inodes.get(inodes.size() - 1)));
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

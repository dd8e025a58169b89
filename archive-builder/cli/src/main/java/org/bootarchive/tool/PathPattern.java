package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;

/**
 * A path whose names may be {@linkplain NamePattern patterns}; {@code **} for a name stands for any
 * number of directories, none too. Links are followed within the image, as in a path, but not by
 * {@code **}.
 */
final class PathPattern {
  private static final int[] ANY_DIRECTORIES = {'*', '*'};
  private static final int[] ANY_NAME = {'*'};

  /** Each of them walks all that those before it have found. */
  private static final int MOST_DEPTHS = 32;

  /** The bytes of each name; escaped ones have {@link NamePattern#ESCAPED} added. */
  private final ImmutableList<int[]> names;

  private PathPattern(ImmutableList<int[]> names) {
    this.names = names;
  }

  /** Reads a path that was typed; empty if nothing in it is a pattern. */
  static Optional<PathPattern> of(String argument) {
    ImmutableList.Builder<int[]> names = ImmutableList.builder();
    boolean hasWildcard = false;
    int depths = 0;
    int[] last = ANY_NAME;
    for (int[] name : split(ByteArguments.escapes(argument))) {
      hasWildcard |= NamePattern.hasWildcard(name);
      // Any directories below any directories are any directories.
      boolean isSame = isAnyDirectories(last) && isAnyDirectories(name);
      if (!isSame) {
        names.add(name);
        depths += isAnyDirectories(name) ? 1 : 0;
      }
      last = name;
    }
    if (depths > MOST_DEPTHS) {
      throw new UsageException(
          "a pattern with ** in more than " + MOST_DEPTHS + " places between other names");
    }
    ImmutableList<int[]> all = names.build();
    if (!hasWildcard) {
      return Optional.empty();
    }
    boolean isOpen = isAnyDirectories(all.get(all.size() - 1));
    return Optional.of(new PathPattern(isOpen ? names.add(ANY_NAME).build() : all));
  }

  private static boolean isAnyDirectories(int[] name) {
    return Arrays.equals(name, ANY_DIRECTORIES);
  }

  private static ImmutableList<int[]> split(int[] path) {
    ImmutableList.Builder<int[]> names = ImmutableList.builder();
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        if (i > start) {
          names.add(Arrays.copyOfRange(path, start, i));
        }
        start = i + 1;
      }
    }
    return names.build();
  }

  /**
   * Returns the places that the pattern stands for, each once, in the order of the disk.
   *
   * @throws IOException if the image is corrupt, or cannot be read
   */
  ImmutableList<VolumePath> find(ArchiveTree tree, LastLink lastLink) throws IOException {
    Set<VolumePath> places = new LinkedHashSet<>(List.of(VolumePath.root(tree)));
    for (int i = 0; i < names.size(); i++) {
      LastLink link = i == names.size() - 1 ? lastLink : LastLink.FOLLOW;
      Set<VolumePath> found = new LinkedHashSet<>();
      for (VolumePath place : places) {
        if (place.vnode().type() == FileType.DIRECTORY) {
          add(tree, place, names.get(i), link, found);
        }
      }
      places = found;
    }
    return ImmutableList.copyOf(places);
  }

  private static void add(
      ArchiveTree tree, VolumePath place, int[] name, LastLink link, Set<VolumePath> found)
      throws IOException {
    if (isAnyDirectories(name)) {
      addDirectories(tree, place, found);
    } else if (NamePattern.hasWildcard(name)) {
      NamePattern pattern = NamePattern.of(name);
      for (DirectoryEntry entry : place.vnode().volume().entries(place.inode())) {
        if (!entry.name().isDots() && pattern.matches(entry.name())) {
          below(tree, place, entry.name().toBytes(), link).ifPresent(found::add);
        }
      }
    } else {
      byte[] bytes = new byte[name.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) name[i];
      }
      below(tree, place, bytes, link).ifPresent(found::add);
    }
  }

  private static void addDirectories(ArchiveTree tree, VolumePath place, Set<VolumePath> found)
      throws IOException {
    if (found.contains(place)) {
      // With all below it: a walk from above has been here.
      return;
    }
    TreeWalk walk = tree.walk(place.vnode());
    for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
      if (visit.isDirectory() && visit.isReached()) {
        found.add(
            new VolumePath(
                ImmutableList.<FileName>builder()
                    .addAll(place.names())
                    .addAll(visit.path())
                    .build(),
                visit.vnode()));
      }
    }
  }

  private static Optional<VolumePath> below(
      ArchiveTree tree, VolumePath place, byte[] name, LastLink link) throws IOException {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    for (FileName above : place.names()) {
      path.writeBytes(above.toBytes());
      path.write('/');
    }
    path.writeBytes(name);
    return VolumePath.find(tree, path.toByteArray(), link);
  }
}

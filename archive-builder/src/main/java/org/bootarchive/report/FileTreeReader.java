package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/** Reads the names of a file system in one walk, in the order of the disk, and numbers them. */
final class FileTreeReader {
  /** After so many directories that cannot be read the rest is left out. */
  private static final int MOST_FAILURES = 100;

  private static final Comparator<Visit> BY_NAME =
      Comparator.comparing(visit -> Objects.requireNonNull(visit.name()));

  private final Volume volume;
  private final int mostNodes;
  private final List<CorruptImageException> failures = new ArrayList<>();
  private final IdentityHashMap<Visit, List<Visit>> below = new IdentityHashMap<>();
  private boolean cut;

  private FileTreeReader(Volume volume, int mostNodes) {
    this.volume = volume;
    this.mostNodes = mostNodes;
  }

  /**
   * Reads the names of a file system.
   *
   * @param mostNodes how many names at most; the rest is left out
   * @throws CorruptImageException if not even the root directory can be read
   * @throws IOException if the image cannot be read
   */
  static FileTree read(String name, Volume volume, int mostNodes) throws IOException {
    FileTreeReader reader = new FileTreeReader(volume, mostNodes);
    Visit top = reader.walk();
    return new FileTree(
        name, volume, reader.numbered(top), reader.cut, ImmutableList.copyOf(reader.failures));
  }

  private Visit walk() throws IOException {
    TreeWalk walk = volume.walk(Inode.ROOT);
    Visit top = Objects.requireNonNull(walk.next());
    below.put(top, new ArrayList<>());
    int count = 1;
    for (Visit visit = next(walk); visit != null; visit = next(walk)) {
      if (++count > mostNodes) {
        cut = true;
        break;
      }
      if (visit.isDirectory()) {
        below.put(visit, new ArrayList<>());
      }
      Objects.requireNonNull(below.get(visit.parent())).add(visit);
    }
    return top;
  }

  private @Nullable Visit next(TreeWalk walk) throws IOException {
    while (failures.size() < MOST_FAILURES) {
      try {
        return walk.next();
      } catch (CorruptImageException e) {
        failures.add(e);
      }
    }
    cut = true;
    return null;
  }

  private ImmutableList<FileTree.Node> numbered(Visit top) {
    List<FileTree.Node> nodes = new ArrayList<>();
    List<Visit> order = new ArrayList<>(List.of(top));
    List<Integer> parents = new ArrayList<>(List.of(-1));
    for (int i = 0; i < order.size(); i++) {
      Visit visit = order.get(i);
      int parent = parents.get(i);
      nodes.add(
          new FileTree.Node(
              parent,
              visit.name(),
              path(parent < 0 ? "" : nodes.get(parent).path(), visit.name()),
              visit.number(),
              visit.inode(),
              visit.inode().type()));
      List<Visit> children = visit.isDirectory() ? below.remove(visit) : null;
      if (children != null) {
        children.sort(BY_NAME);
        order.addAll(children);
        for (int k = 0; k < children.size(); k++) {
          parents.add(i);
        }
      }
    }
    return ImmutableList.copyOf(nodes);
  }

  private static String path(String above, @Nullable FileName name) {
    if (name == null) {
      return "";
    }
    String own = name.toByteString().latin1();
    return above.isEmpty() ? own : above + "/" + own;
  }
}

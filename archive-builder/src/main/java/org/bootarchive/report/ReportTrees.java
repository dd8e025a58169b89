package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/** The trees of an archive: its own files, and those in its usr.lgz if it has one. */
final class ReportTrees {
  /**
   * A node of one of the trees.
   *
   * @param tree the tree's place among them
   * @param node its number there
   */
  record Place(int tree, int node) {}

  private final ImmutableList<FileTree> trees;
  private final ImmutableList<Finding> findings;
  private final List<@Nullable Map<String, Integer>> byPath = new ArrayList<>();

  private ReportTrees(List<FileTree> trees, List<Finding> findings) {
    this.trees = ImmutableList.copyOf(trees);
    this.findings = ImmutableList.copyOf(findings);
    trees.forEach(tree -> byPath.add(null));
  }

  /**
   * Reads the names of an archive.
   *
   * @throws CorruptImageException if the root directory cannot be read
   * @throws IOException if the image cannot be read
   */
  static ReportTrees of(ArchiveTree archive) throws IOException {
    List<FileTree> trees = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    trees.add(FileTreeReader.read(FileTree.ROOT, archive.root(), ReportLimits.MOST_NODES));
    if (archive.usr().isPresent()) {
      try {
        Volume usr = archive.usr().get().volume();
        int left = ReportLimits.MOST_NODES - trees.get(0).nodes().size() + 1;
        trees.add(FileTreeReader.read(FileTree.USR, usr, left));
      } catch (CorruptImageException e) {
        findings.add(ReportFindingKind.TREE_UNREADABLE.finding("" + e.getMessage()));
      }
    }
    for (FileTree tree : trees) {
      for (CorruptImageException failure : tree.failures()) {
        findings.add(
            ReportFindingKind.TREE_UNREADABLE.finding(tree.name() + ": " + failure.getMessage()));
      }
      if (tree.cut()) {
        findings.add(
            ReportFindingKind.TREE_CUT.finding(
                tree.name() + ": there are more files than a report shows"));
      }
    }
    return new ReportTrees(trees, findings);
  }

  ImmutableList<FileTree> trees() {
    return trees;
  }

  /** Returns how many nodes the trees have. */
  int size() {
    return trees.stream().mapToInt(tree -> tree.nodes().size()).sum();
  }

  /** Returns what could not be read, and what was left out. */
  ImmutableList<Finding> findings() {
    return findings;
  }

  /**
   * Finds the node at a path; null if it was left out or could not be read.
   *
   * @param path with what is in usr.lgz below usr; bytes that are not printable as \\xHH; "." for
   *     the top
   * @param hidden whether the archive's own usr is meant
   */
  @Nullable Place find(String path, boolean hidden) {
    String usr = ArchiveTree.USR.toString();
    boolean inUsr = trees.size() > 1 && !hidden && (path + "/").startsWith(usr + "/");
    int tree = inUsr ? 1 : 0;
    String below = inUsr ? path.substring(Math.min(path.length(), usr.length() + 1)) : path;
    Integer node = numbers(tree).get(below.equals(".") ? "" : below);
    return node == null ? null : new Place(tree, node);
  }

  private Map<String, Integer> numbers(int tree) {
    Map<String, Integer> numbers = byPath.get(tree);
    if (numbers == null) {
      numbers = trees.get(tree).byPath();
      byPath.set(tree, numbers);
    }
    return numbers;
  }

  FileTree.Node node(Place place) {
    return trees.get(place.tree()).nodes().get(place.node());
  }

  FileTree tree(Place place) {
    return trees.get(place.tree());
  }

  /** Returns the text that a symbolic link holds. */
  String linkTarget(Place place) throws IOException {
    return linkTarget(tree(place), place.node());
  }

  /** Returns the text that a symbolic link of a tree holds; empty if it cannot be read. */
  static String linkTarget(FileTree tree, int node) throws IOException {
    try {
      return ShownBytes.name(tree.volume().readLink(tree.nodes().get(node).number()));
    } catch (CorruptImageException e) {
      return "";
    }
  }

  /** Returns the number of a device. */
  static String device(FileTree tree, int node) {
    var number = tree.volume().device(tree.nodes().get(node).inode());
    return number.major() + "," + number.minor();
  }
}

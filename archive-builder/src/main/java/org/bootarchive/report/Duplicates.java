package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.volume.FileContent;
import org.jspecify.annotations.Nullable;

/**
 * Files of a tree with the same content: those of one size, as far as their bytes are the same.
 * Names of one inode are one file.
 */
final class Duplicates {
  private static final int BUFFER_BYTES = 1 << 17;

  private static final HashFunction SHA_256 = Hashing.sha256();

  private final FileTree tree;

  /** The sums that are known already, by the number of the inode. */
  private final Map<Long, String> sums;

  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  private Duplicates(FileTree tree, Map<Long, String> sums) {
    this.tree = tree;
    this.sums = sums;
  }

  /**
   * Returns sets of nodes with the same content, those that waste most first; each in the order of
   * the tree.
   *
   * @param known sums of the files that were read already, by inode; if there is one, files without
   *     are equal to none
   * @throws IOException if the image cannot be read; a file that is damaged is equal to none
   */
  static ImmutableList<ImmutableList<Integer>> of(FileTree tree, Map<Long, String> known)
      throws IOException {
    Duplicates duplicates = new Duplicates(tree, new HashMap<>(known));
    List<List<Integer>> bySize = duplicates.ofOneSize();
    if (known.isEmpty()) {
      duplicates.read(bySize);
    }
    List<ImmutableList<Integer>> equal = new ArrayList<>();
    for (List<Integer> nodes : bySize) {
      equal.addAll(duplicates.equalAmong(nodes));
    }
    equal.sort(duplicates.byWaste());
    return ImmutableList.copyOf(
        equal.subList(0, Math.min(equal.size(), ReportLimits.MOST_DUPLICATES)));
  }

  private <T extends List<Integer>> Comparator<T> byWaste() {
    return Comparator.<T>comparingDouble(nodes -> -waste(nodes))
        .thenComparing(nodes -> nodes.get(0));
  }

  /** Returns the bytes that all but one of some files of one size take. */
  private double waste(List<Integer> nodes) {
    return (double) tree.nodes().get(nodes.get(0)).size() * (nodes.size() - 1);
  }

  private List<List<Integer>> ofOneSize() {
    Map<Long, List<Integer>> bySize = new LinkedHashMap<>();
    Set<Long> inodes = new HashSet<>();
    for (int i = 0; i < tree.nodes().size(); i++) {
      FileTree.Node node = tree.nodes().get(i);
      if (node.isRegular() && node.inode().size() != 0 && inodes.add(node.number())) {
        bySize.computeIfAbsent(node.inode().size(), size -> new ArrayList<>()).add(i);
      }
    }
    List<List<Integer>> several = new ArrayList<>();
    for (List<Integer> nodes : bySize.values()) {
      if (nodes.size() > 1) {
        several.add(nodes);
      }
    }
    return several;
  }

  /** Reads files that may be equal, those first that could waste most, up to a limit. */
  private void read(List<List<Integer>> bySize) throws IOException {
    List<List<Integer>> inOrder = new ArrayList<>(bySize);
    inOrder.sort(byWaste());
    List<Integer> chosen = new ArrayList<>();
    double left = ReportLimits.MOST_COMPARED_BYTES;
    for (List<Integer> nodes : inOrder) {
      double bytes = (double) tree.nodes().get(nodes.get(0)).size() * nodes.size();
      if (bytes <= left) {
        left -= bytes;
        chosen.addAll(nodes);
      }
    }
    // In the order of the disk, so that no part of a compressed one is decompressed twice.
    chosen.sort(
        Comparator.comparing(
                (Integer node) -> tree.nodes().get(node).inode().direct().get(0) & 0xffffffffL)
            .thenComparing(node -> node));
    for (int node : chosen) {
      try {
        sums.put(tree.nodes().get(node).number(), sum(node));
      } catch (CorruptImageException e) {
        // The check says what is wrong with it.
      }
    }
  }

  private String sum(int node) throws IOException {
    FileContent content =
        tree.volume().content(tree.nodes().get(node).number(), tree.nodes().get(node).inode());
    Hasher hasher = SHA_256.newHasher();
    for (long at = 0; at < content.size(); at += buffer.limit()) {
      content.read(at, buffer.clear().limit((int) Math.min(BUFFER_BYTES, content.size() - at)));
      hasher.putBytes(buffer.flip());
      buffer.position(0);
    }
    return hasher.hash().toString();
  }

  private List<ImmutableList<Integer>> equalAmong(List<Integer> nodes) {
    Map<String, List<Integer>> bySum = new LinkedHashMap<>();
    for (int node : nodes) {
      @Nullable String sum = sums.get(tree.nodes().get(node).number());
      if (sum != null) {
        bySum.computeIfAbsent(sum, other -> new ArrayList<>()).add(node);
      }
    }
    List<ImmutableList<Integer>> equal = new ArrayList<>();
    for (List<Integer> same : bySum.values()) {
      if (same.size() > 1) {
        equal.add(ImmutableList.copyOf(same));
      }
    }
    return equal;
  }
}

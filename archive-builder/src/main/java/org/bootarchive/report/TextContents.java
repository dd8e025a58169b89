package org.bootarchive.report;

import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.volume.FileContent;

/**
 * The texts of a tree's files that go into a report.
 *
 * @param content by the number of the node
 * @param binary the nodes that hold no text
 * @param cut the nodes that were not looked at, because they or all together are too long
 */
record TextContents(ImmutableSortedMap<Integer, String> content, BitSet binary, BitSet cut) {

  /** So many times the budget is read, as much of what is read is no text. */
  private static final int READ_TO_TEXT = 4;

  /** Which files come first where there is not room for all. */
  private enum Rank {
    CONFIGURATION,
    SCRIPT,
    OTHER_TEXT,
    UNKNOWN,
    /** By its name no text: it is not looked at. */
    BINARY;

    private static final String[] CONFIGURATION_SUFFIXES = {
      ".conf", ".cfg", ".ini", ".rc", ".local", ".lst"
    };
    private static final String[] SCRIPT_SUFFIXES = {".sh", ".ksh", ".d", ".pl", ".py", ".awk"};
    private static final String[] TEXT_SUFFIXES = {
      ".xml", ".json", ".txt", ".md", ".js", ".h", ".html", ".properties", ".map", ".dtd", ".css"
    };
    private static final String[] BINARY_SUFFIXES = {
      ".so", ".o", ".a", ".gz", ".lgz", ".bz2", ".xz", ".zip", ".jar", ".db", ".png", ".gif", ".mo",
      ".pyc", ".node"
    };

    /** Returns the rank of a path below the top of its file system. */
    static Rank of(String path) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (endsWithOne(name, BINARY_SUFFIXES) || name.contains(".so.")) {
        return BINARY;
      }
      if (path.startsWith("etc/")
          || path.startsWith("boot/")
          || endsWithOne(name, CONFIGURATION_SUFFIXES)) {
        return CONFIGURATION;
      }
      if (path.startsWith("lib/svc/method/") || endsWithOne(name, SCRIPT_SUFFIXES)) {
        return SCRIPT;
      }
      return endsWithOne(name, TEXT_SUFFIXES) ? OTHER_TEXT : UNKNOWN;
    }

    private static boolean endsWithOne(String name, String[] suffixes) {
      for (String suffix : suffixes) {
        if (name.endsWith(suffix)) {
          return true;
        }
      }
      return false;
    }
  }

  /** A file that may be looked at. */
  private record Candidate(int tree, int node, Rank rank, FileTree.Node file) {
    private static final Comparator<Candidate> BY_RANK =
        Comparator.comparing(Candidate::rank)
            .thenComparing(Candidate::tree)
            .thenComparing(candidate -> candidate.file().path())
            .thenComparing(Candidate::node);

    /** So that no part of a compressed file system is decompressed twice. */
    private static final Comparator<Candidate> BY_PLACE =
        Comparator.comparing(Candidate::tree)
            .thenComparing(candidate -> candidate.file().inode().direct().get(0) & 0xffffffffL)
            .thenComparing(Candidate::node);
  }

  /**
   * Chooses the files by their names and sizes, configuration first, and reads those.
   *
   * @param budget bytes of all texts, as JSON has them
   * @return what comes of each tree
   * @throws IOException if the image cannot be read; a file that is damaged is left out
   */
  static List<TextContents> of(List<FileTree> trees, int fileBytes, int budget) throws IOException {
    List<BitSet> binary = new ArrayList<>();
    List<BitSet> cut = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    for (int tree = 0; tree < trees.size(); tree++) {
      binary.add(new BitSet());
      cut.add(new BitSet());
      for (Candidate candidate : candidates(tree, trees.get(tree))) {
        boolean small = candidate.file().size() <= fileBytes;
        if (candidate.rank() == Rank.BINARY) {
          binary.get(tree).set(candidate.node());
        } else if (small) {
          candidates.add(candidate);
        } else {
          cut.get(tree).set(candidate.node());
        }
      }
    }
    candidates.sort(Candidate.BY_RANK);
    List<Candidate> chosen = new ArrayList<>();
    long left = (long) budget * READ_TO_TEXT;
    for (Candidate candidate : candidates) {
      if (candidate.file().size() <= left) {
        left -= candidate.file().size();
        chosen.add(candidate);
      } else {
        cut.get(candidate.tree()).set(candidate.node());
      }
    }
    return read(trees, chosen, budget, binary, cut);
  }

  private static List<TextContents> read(
      List<FileTree> trees,
      List<Candidate> chosen,
      int budget,
      List<BitSet> binary,
      List<BitSet> cut)
      throws IOException {
    List<Candidate> inOrder = new ArrayList<>(chosen);
    inOrder.sort(Candidate.BY_PLACE);
    IdentityHashMap<Candidate, String> texts = new IdentityHashMap<>();
    for (Candidate candidate : inOrder) {
      try {
        Optional<String> text = read(trees.get(candidate.tree()), candidate.node(), budget);
        if (text.isPresent()) {
          texts.put(candidate, text.get());
        } else {
          binary.get(candidate.tree()).set(candidate.node());
        }
      } catch (CorruptImageException e) {
        cut.get(candidate.tree()).set(candidate.node());
      }
    }
    List<Map<Integer, String>> contents = new ArrayList<>();
    trees.forEach(tree -> contents.add(new TreeMap<>()));
    long left = budget;
    for (Candidate candidate : chosen) {
      String text = texts.get(candidate);
      if (text != null) {
        long length = ReportJson.lengthOf(text);
        if (length <= left) {
          left -= length;
          contents.get(candidate.tree()).put(candidate.node(), text);
        } else {
          cut.get(candidate.tree()).set(candidate.node());
        }
      }
    }
    List<TextContents> result = new ArrayList<>();
    for (int tree = 0; tree < trees.size(); tree++) {
      result.add(
          new TextContents(
              ImmutableSortedMap.copyOf(contents.get(tree)), binary.get(tree), cut.get(tree)));
    }
    return result;
  }

  /**
   * Returns the text of a file, inflated if it is one of fiocompress; empty if it is none.
   *
   * @param most what is longer than so many bytes counts as no text
   */
  static Optional<String> read(FileTree tree, int node, int most) throws IOException {
    FileContent content = CompressedFile.content(tree.vnode(node), tree.nodes().get(node).inode());
    if (content.size() > most) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) content.size());
    content.read(0, bytes);
    return ShownBytes.text(bytes.array());
  }

  /** Returns the regular files of a tree that hold something. */
  private static List<Candidate> candidates(int tree, FileTree files) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < files.nodes().size(); i++) {
      FileTree.Node node = files.nodes().get(i);
      if (node.isRegular() && node.inode().size() != 0) {
        candidates.add(new Candidate(tree, i, Rank.of(node.path()), node));
      }
    }
    return candidates;
  }
}

package org.bootarchive.ufs.testing;

import com.google.common.collect.ImmutableSortedMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import org.bootarchive.ufs.testing.FileTree.Directory;
import org.bootarchive.ufs.testing.FileTree.Node;
import org.bootarchive.ufs.testing.FileTree.RegularFile;
import org.bootarchive.ufs.testing.FileTree.SymbolicLink;

/**
 * Arbitraries of {@link FileTree}s: wide and deep ones, with names of all kinds, for every file
 * system of {@code java.nio.file}. A tree shrinks to fewer files with shorter names and less
 * content. {@link TreeEntries} makes what only a volume can hold.
 */
public final class FileTrees {
  private static final int LONGEST_NAME = 255;

  private FileTrees() {}

  /** Returns names that every Unix file system takes: 1 to 255 bytes of UTF-8, neither dots. */
  public static Arbitrary<String> names() {
    return Arbitraries.frequencyOf(
            Tuple.of(
                5, Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(9)),
            Tuple.of(
                2,
                Arbitraries.strings()
                    .withCharRange(' ', '~')
                    .withChars("äß€\t\n")
                    .ofMinLength(1)
                    .ofMaxLength(20)),
            Tuple.of(
                1,
                Arbitraries.strings()
                    .withCharRange('A', 'Z')
                    .ofMinLength(200)
                    .ofMaxLength(LONGEST_NAME)))
        .filter(FileTrees::isName);
  }

  private static boolean isName(String name) {
    return name.indexOf('/') < 0
        && name.indexOf('\\') < 0
        && !name.equals(".")
        && !name.equals("..")
        && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
  }

  /**
   * Returns trees.
   *
   * @param depth how many directories may stand in each other, at least 0
   * @param width the most names of a directory
   */
  public static Arbitrary<FileTree> trees(int depth, int width) {
    return names()
        .list()
        .uniqueElements()
        .ofMaxSize(width)
        .flatMap(
            found ->
                nodes(depth, width)
                    .list()
                    .ofSize(found.size())
                    .map(
                        nodes -> {
                          ImmutableSortedMap.Builder<String, Node> entries =
                              ImmutableSortedMap.naturalOrder();
                          for (int i = 0; i < nodes.size(); i++) {
                            entries.put(Map.entry(found.get(i), nodes.get(i)));
                          }
                          return new FileTree(entries.buildOrThrow());
                        }));
  }

  private static Arbitrary<Node> nodes(int depth, int width) {
    Arbitrary<Node> file = FileOperations.contents().map(RegularFile::new);
    Arbitrary<Node> link =
        names()
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(names -> String.join("/", names))
            .map(SymbolicLink::new);
    if (depth == 0) {
      return Arbitraries.frequencyOf(Tuple.of(5, file), Tuple.of(1, link));
    }
    Arbitrary<Node> directory = trees(depth - 1, width).map(Directory::new);
    return Arbitraries.frequencyOf(Tuple.of(5, file), Tuple.of(1, link), Tuple.of(2, directory));
  }
}

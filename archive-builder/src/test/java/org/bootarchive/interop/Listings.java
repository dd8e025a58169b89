package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bootarchive.ufs.testing.ListedFile;

/** Compares listings so that a difference tells which file it is in. */
final class Listings {
  private static final int SHOWN = 5;

  private Listings() {}

  /** Fails unless both listings have the same files, in whatever order. */
  static void assertSame(Collection<ListedFile> expected, Collection<ListedFile> actual) {
    Map<String, ListedFile> wanted = byPath(expected);
    Map<String, ListedFile> found = byPath(actual);
    TreeSet<String> paths = new TreeSet<>(wanted.keySet());
    paths.addAll(found.keySet());
    List<String> different =
        paths.stream()
            .filter(path -> wanted.get(path) == null || !wanted.get(path).equals(found.get(path)))
            .map(path -> "\nexpected " + wanted.get(path) + "\n   found " + found.get(path))
            .toList();
    if (!different.isEmpty()) {
      throw new AssertionError(
          different.size()
              + " files differ"
              + String.join("", different.subList(0, Math.min(SHOWN, different.size()))));
    }
  }

  private static Map<String, ListedFile> byPath(Collection<ListedFile> files) {
    Map<String, ListedFile> byPath = new TreeMap<>();
    files.forEach(file -> byPath.put(file.path(), file));
    assertEquals(files.size(), byPath.size(), "a path stands twice");
    return byPath;
  }
}

package org.bootarchive.lofi;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.testing.Testdata;

/** Files that illumos's own code wrote, and what it makes of damaged ones; see their README. */
final class Vectors {
  static final Path FOLDER = Testdata.of("vectors", "lofi");

  private Vectors() {}

  /** A line of a table by the names of its columns. */
  record Line(Map<String, String> cells) {
    String get(String column) {
      return cells.get(column);
    }

    long number(String column) {
      return Long.parseLong(get(column));
    }

    Path file() {
      return FOLDER.resolve(get("file"));
    }

    MemoryBlockDevice device() throws IOException {
      return MemoryBlockDevice.of(Files.readAllBytes(file()));
    }

    @Override
    public String toString() {
      return get("file");
    }
  }

  /** The files that are sound. */
  static Stream<Line> good() throws IOException {
    return lines("index.tsv");
  }

  /** The files that are not. */
  static Stream<Line> damaged() throws IOException {
    return lines("damaged.tsv");
  }

  private static Stream<Line> lines(String table) throws IOException {
    Splitter tabs = Splitter.on('\t');
    List<String> lines = Files.readAllLines(FOLDER.resolve(table));
    List<String> names = tabs.splitToList(lines.get(0));
    return lines.stream().skip(1).map(line -> line(names, tabs.splitToList(line)));
  }

  private static Line line(List<String> names, List<String> values) {
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      cells.put(names.get(i), values.get(i));
    }
    return new Line(cells);
  }

  @SuppressWarnings("deprecation") // the recorded hashes are SHA-1
  static String sha1(byte[] bytes) {
    return Hashing.sha1().hashBytes(bytes).toString();
  }
}

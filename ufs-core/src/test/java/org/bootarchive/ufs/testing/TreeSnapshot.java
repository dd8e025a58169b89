package org.bootarchive.ufs.testing;

import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tree of files as text, a line for each path: to compare file systems, and to be read where they
 * differ.
 *
 * <p>A line has the type, permissions, the time of the last modification, and the number of names
 * and the size of a file or the target of a link. Sizes and numbers of names of directories are
 * left out: each file system has its own.
 *
 * @param lines by path
 */
public record TreeSnapshot(SortedMap<String, String> lines) {
  private static final String ATTRIBUTES =
      "unix:isDirectory,isRegularFile,isSymbolicLink,lastModifiedTime,mode,nlink,rdev,size";

  /** Copies the lines. */
  public TreeSnapshot {
    lines = ImmutableSortedMap.copyOfSorted(lines);
  }

  /**
   * Returns what is below a directory.
   *
   * @param contents whether lines have a hash of the files' contents too
   */
  public static TreeSnapshot of(Path top, boolean contents) throws IOException {
    SortedMap<String, String> lines = new TreeMap<>();
    add(top, contents, lines);
    return new TreeSnapshot(lines);
  }

  private static void add(Path directory, boolean contents, SortedMap<String, String> lines)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path path : entries) {
        Map<String, Object> attributes =
            Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        lines.put(path.toString(), line(path, attributes, contents));
        if ((boolean) attributes.get("isDirectory")) {
          add(path, contents, lines);
        }
      }
    }
  }

  private static String line(Path path, Map<String, Object> attributes, boolean contents)
      throws IOException {
    String common = attributes.get("lastModifiedTime") + " ";
    if ((boolean) attributes.get("isSymbolicLink")) {
      return "link " + common + attributes.get("nlink") + " -> " + Files.readSymbolicLink(path);
    }
    String mode = Integer.toOctalString((int) attributes.get("mode") & 0777);
    if ((boolean) attributes.get("isDirectory")) {
      return "directory " + common + mode;
    }
    if (!(boolean) attributes.get("isRegularFile")) {
      return "other " + common + mode + " " + attributes.get("rdev");
    }
    return "file "
        + common
        + mode
        + " "
        + attributes.get("nlink")
        + " "
        + attributes.get("size")
        + (contents ? " " + Arrays.hashCode(Files.readAllBytes(path)) : "");
  }

  /** Returns the lines. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    lines.forEach((path, line) -> text.append(path).append(' ').append(line).append('\n'));
    return text.toString();
  }
}

package org.bootarchive.ufs.testing;

import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A tree of files as text, a line for each path: to compare file systems, and to be read where they
 * differ.
 *
 * <p>A line has the type, the time of the last modification, permissions, and the number of names
 * and the size of a file or the target of a link, as far as they count. Sizes and numbers of names
 * of directories are left out: each file system has its own.
 *
 * <p>Paths are those below the top, with slashes, whatever the file system has: trees in two places
 * are equal if what counts is.
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

  /** What counts beside names, types, sizes and targets. */
  public enum Part {
    /** The permissions of files and directories, without set-id and sticky bits. */
    PERMISSIONS,
    /** A hash of what files hold. */
    CONTENTS,
    /** The times of the last modification. */
    TIMES,
    /** How many names a file has. */
    LINKS
  }

  /**
   * Returns what is below a directory.
   *
   * @param parts what counts
   */
  public static TreeSnapshot of(Path top, Set<Part> parts) throws IOException {
    SortedMap<String, String> lines = new TreeMap<>();
    add(top, "", parts, lines);
    return new TreeSnapshot(lines);
  }

  /**
   * Returns what is below a directory, with permissions, times and numbers of names.
   *
   * @param contents whether lines have a hash of the files' contents too
   */
  public static TreeSnapshot of(Path top, boolean contents) throws IOException {
    return of(
        top,
        contents ? EnumSet.allOf(Part.class) : EnumSet.complementOf(EnumSet.of(Part.CONTENTS)));
  }

  private static void add(
      Path directory, String prefix, Set<Part> parts, SortedMap<String, String> lines)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path path : entries) {
        Map<String, Object> attributes =
            Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        String name = prefix + path.getFileName();
        lines.put(name, line(path, attributes, parts));
        if ((boolean) attributes.get("isDirectory")) {
          add(path, name + "/", parts, lines);
        }
      }
    }
  }

  private static String line(Path path, Map<String, Object> attributes, Set<Part> parts)
      throws IOException {
    String common = parts.contains(Part.TIMES) ? attributes.get("lastModifiedTime") + " " : "";
    String links = parts.contains(Part.LINKS) ? attributes.get("nlink") + " " : "";
    if ((boolean) attributes.get("isSymbolicLink")) {
      return "link " + common + links + "-> " + Files.readSymbolicLink(path);
    }
    String mode =
        parts.contains(Part.PERMISSIONS)
            ? Integer.toOctalString((int) attributes.get("mode") & 0777) + " "
            : "";
    if ((boolean) attributes.get("isDirectory")) {
      return ("directory " + common + mode).stripTrailing();
    }
    if (!(boolean) attributes.get("isRegularFile")) {
      return "other " + common + mode + attributes.get("rdev");
    }
    return "file "
        + common
        + mode
        + links
        + attributes.get("size")
        + (parts.contains(Part.CONTENTS) ? " " + Arrays.hashCode(Files.readAllBytes(path)) : "");
  }

  /** Returns a snapshot without a path and what is below it, such as {@code lost+found}. */
  public TreeSnapshot without(String path) {
    SortedMap<String, String> others = new TreeMap<>(lines);
    others.keySet().removeIf(other -> other.equals(path) || other.startsWith(path + "/"));
    return new TreeSnapshot(others);
  }

  /** Returns the lines. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    lines.forEach((path, line) -> text.append(path).append(' ').append(line).append('\n'));
    return text.toString();
  }
}

package org.bootarchive.boot.config.grub2;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Ordering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.ufs.text.ByteString;

/** Finds files by the names that scripts give them: kern/file.c. */
final class GrubFiles {
  private static final Splitter AT_SLASH = Splitter.on('/').omitEmptyStrings();

  /** The most directories and files that one pattern looks at. */
  private static final int MAX_MATCHES = 10_000;

  private final Variables variables;
  private final Volumes volumes;

  GrubFiles(Variables variables, Volumes volumes) {
    this.variables = variables;
    this.volumes = volumes;
  }

  /**
   * Returns what a name means: a path of {@code $root}, or of the device in parentheses.
   *
   * @throws IOException if it leaves the volume
   */
  GrubFile locate(String name) throws IOException {
    String device = variables.value("root");
    String path = name;
    GrubError error = GrubError.NONE;
    if (name.startsWith("(")) {
      int close = name.indexOf(')');
      if (close < 0) {
        error = GrubError.BAD_FILENAME;
      } else {
        device = name.substring(1, close);
        path = name.substring(close + 1);
      }
    }
    if (device.isEmpty()) {
      error = GrubError.BAD_DEVICE;
    }
    if (!path.startsWith("/")) {
      // A block list, or no name at all.
      error = error == GrubError.NONE ? GrubError.BAD_FILENAME : error;
    }
    Optional<Volume> found = volumes.find(device);
    if (found.isEmpty() && error == GrubError.NONE) {
      error = GrubError.UNKNOWN_DEVICE;
    }
    Volume volume = found.orElse(volumes.boot());
    return new GrubFile(error, volume, normal(path), volume.root().file(path(normal(path))));
  }

  private static ByteString path(String latin1) {
    return ByteString.ofLatin1(latin1);
  }

  /** Returns an absolute path without dots; one that climbs out keeps its dots. */
  private static String normal(String path) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : AT_SLASH.split(path)) {
      if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..")) {
        parts.removeLast();
      } else if (!part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** Returns whether a file begins as gzip files do. */
  static boolean isGzip(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return ConfigFiles.isGzip(in.readNBytes(2));
    }
  }

  boolean isFile(String name) throws IOException {
    GrubFile located = locate(name);
    return located.error() == GrubError.NONE
        && !name.endsWith("/")
        && Files.isRegularFile(located.file());
  }

  boolean isDirectory(String name) throws IOException {
    GrubFile located = locate(name);
    return located.error() == GrubError.NONE && Files.isDirectory(located.file());
  }

  long size(String name) throws IOException {
    return Files.size(locate(name).file());
  }

  ConfigFile read(GrubFile located) throws IOException {
    return ConfigFile.read(located.shown(), located.file());
  }

  /**
   * Compares the times of two files.
   *
   * @param operator {@code -nt} or {@code -ot}, and seconds that are added to the first one's time
   */
  boolean isNewer(String left, String right, String operator) throws IOException {
    boolean leftThere = isFile(left) || isDirectory(left);
    boolean rightThere = isFile(right) || isDirectory(right);
    boolean newer = operator.startsWith("-nt");
    if (!leftThere || !rightThere) {
      return newer ? leftThere && !rightThere : !leftThere && rightThere;
    }
    String bias = operator.substring(3);
    long seconds =
        bias.startsWith("-")
            ? -Numbers.parse(bias.substring(1)).value()
            : Numbers.parse(bias).value();
    long first = Files.getLastModifiedTime(locate(left).file()).toMillis() / 1000 + seconds;
    long second = Files.getLastModifiedTime(locate(right).file()).toMillis() / 1000;
    return newer ? first > second : first < second;
  }

  /** Returns the paths that match a pattern with wildcards, by name: commands/wildcard.c. */
  ImmutableList<String> match(Argument pattern) throws IOException {
    String text = pattern.text();
    int start = text.startsWith("(") ? text.indexOf(')') + 1 : 0;
    if (start == text.length() || text.charAt(start) != '/') {
      return ImmutableList.of();
    }
    List<String> found = List.of(text.substring(0, start));
    while (start < text.length()) {
      int end = text.indexOf('/', start + 1);
      end = end < 0 ? text.length() : end;
      List<String> longer = new ArrayList<>();
      boolean wild = false;
      for (int i = start; i < end; i++) {
        wild |= pattern.isWildcard(i);
      }
      for (String directory : found) {
        if (!wild) {
          longer.add(directory + text.substring(start, end));
          continue;
        }
        for (String name : names(directory + "/")) {
          if (longer.size() < MAX_MATCHES && matches(pattern, start + 1, end, name)) {
            longer.add(directory + "/" + name);
          }
        }
      }
      found = longer;
      start = end;
    }
    ImmutableList.Builder<String> there = ImmutableList.builder();
    for (String path : found) {
      if (isFile(path) || isDirectory(path)) {
        there.add(path);
      }
    }
    return there.build();
  }

  private List<String> names(String directory) throws IOException {
    GrubFile located = locate(directory);
    if (located.error() != GrubError.NONE || !Files.isDirectory(located.file())) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(located.file())) {
      return children
          .map(child -> ByteString.of(child.getFileName().toString()).latin1())
          .sorted(Ordering.natural())
          .limit(MAX_MATCHES)
          .toList();
    }
  }

  /** Returns whether a name matches a part of a pattern; a star is any number of chars. */
  private static boolean matches(Argument pattern, int from, int to, String name) {
    int star = -1;
    int restart = 0;
    int at = from;
    int i = 0;
    while (i < name.length()) {
      if (at < to && pattern.isWildcard(at) && pattern.text().charAt(at) == '*') {
        star = at++;
        restart = i;
      } else if (at < to
          && (pattern.isWildcard(at) || pattern.text().charAt(at) == name.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++restart;
      } else {
        return false;
      }
    }
    while (at < to && pattern.isWildcard(at) && pattern.text().charAt(at) == '*') {
      at++;
    }
    return at == to;
  }
}

package org.bootarchive.boot.config.syslinux;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.ufs.text.ByteString;

/** Finds files: paths are relative to the directory of the configuration. */
final class SyslinuxFiles {
  private static final Splitter AT_SLASH = Splitter.on('/').omitEmptyStrings();

  private final BootRoot root;
  private String directory;

  /**
   * Makes files.
   *
   * @param directory where relative paths begin, absolute: for pxelinux that of pxelinux.0
   */
  SyslinuxFiles(BootRoot root, String directory) {
    this.root = root;
    this.directory = directory;
  }

  void changeDirectory(String newDirectory) {
    directory = absolute(newDirectory);
  }

  /** Returns a path from the root, without dots and without the server of a network path. */
  String absolute(String name) {
    int server = name.indexOf("::");
    String path = server < 0 ? name : name.substring(server + 2);
    int scheme = path.indexOf("://");
    if (scheme > 0) {
      int slash = path.indexOf('/', scheme + 3);
      path = slash < 0 ? "/" : path.substring(slash);
    }
    String whole = path.startsWith("/") || server >= 0 ? path : directory + "/" + path;
    Deque<String> parts = new ArrayDeque<>();
    for (String part : AT_SLASH.split(whole)) {
      if (part.equals("..")) {
        // Above the root is the root.
        parts.pollLast();
      } else if (!part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** Returns the file that a name means; it need not exist. */
  Path path(String name) throws IOException {
    return root.file(ByteString.ofLatin1(absolute(name)));
  }

  boolean isFile(String name) throws IOException {
    return !name.isEmpty() && !name.endsWith("/") && Files.isRegularFile(path(name));
  }

  long size(String name) throws IOException {
    return Files.size(path(name));
  }

  /** Returns whether a file is there and begins as gzip files do. */
  boolean isGzip(String name) throws IOException {
    return isFile(name) && root.isGzip(ByteString.ofLatin1(absolute(name)));
  }

  Optional<ConfigFile> open(String name) throws IOException {
    return isFile(name)
        ? Optional.of(ConfigFile.read(absolute(name), path(name)))
        : Optional.empty();
  }

  /** Returns whether the loader's own modules are in this volume at all. */
  boolean hasModules() throws IOException {
    Path folder = path(".");
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.anyMatch(child -> child.getFileName().toString().endsWith(".c32"));
    }
  }
}

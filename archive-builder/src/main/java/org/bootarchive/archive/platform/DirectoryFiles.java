package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * The files of a platform image in a directory, which are root's.
 *
 * @param top the directory that holds {@code i86pc}
 */
record DirectoryFiles(Path top) implements PlatformFiles {
  private static final int MAX_FILES = 100_000;

  @Override
  public Optional<String> topName() {
    Path name = top.toAbsolutePath().normalize().getFileName();
    return name == null ? Optional.empty() : Optional.of(name.toString());
  }

  @Override
  public Optional<Path> find(String name) {
    Path file = top.resolve(name);
    return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
  }

  @Override
  public ImmutableList<PlatformFile> files() throws IOException {
    SortedMap<String, PlatformFile> files = new TreeMap<>();
    Deque<String> directories = new ArrayDeque<>();
    directories.add("");
    while (!directories.isEmpty()) {
      String parent = directories.removeLast();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(top.resolve(parent))) {
        for (Path entry : entries) {
          String name = parent + entry.getFileName();
          PlatformFile file = file(name, entry);
          files.put(name, file);
          if (file.type() == PlatformFile.Type.DIRECTORY) {
            directories.add(name + "/");
          }
          if (files.size() > MAX_FILES) {
            throw new CorruptImageException(top.toString(), -1, "more than 100000 files");
          }
        }
      }
    }
    return ImmutableList.copyOf(files.values());
  }

  private static PlatformFile file(String name, Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    PlatformFile.Type type;
    if (attributes.isDirectory()) {
      type = PlatformFile.Type.DIRECTORY;
    } else if (attributes.isRegularFile()) {
      type = PlatformFile.Type.REGULAR;
    } else if (attributes.isSymbolicLink()) {
      type = PlatformFile.Type.SYMBOLIC_LINK;
    } else {
      throw new CorruptImageException(path.toString(), -1, "is a file that no platform has");
    }
    boolean isRegular = type == PlatformFile.Type.REGULAR;
    boolean isLink = type == PlatformFile.Type.SYMBOLIC_LINK;
    return new PlatformFile(
        name,
        type,
        isLink ? 0777 : permissions(path, isRegular ? 0644 : 0755),
        0,
        0,
        attributes.lastModifiedTime().toInstant(),
        isRegular ? attributes.size() : 0,
        isRegular ? path : null,
        isLink ? Files.readSymbolicLink(path).toString() : "");
  }

  private static int permissions(Path path, int otherwise) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return otherwise;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    int bits = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      bits = bits << 1 | (permissions.contains(permission) ? 1 : 0);
    }
    return bits;
  }
}

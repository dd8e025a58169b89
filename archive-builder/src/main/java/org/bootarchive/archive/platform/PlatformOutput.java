package org.bootarchive.archive.platform;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bootarchive.archive.host.HostNames;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.ufs.internal.device.StableStorage;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.file.WrittenFile;

/**
 * A platform image that is being made, as a directory or as a .tgz, by its name. All is put
 * together in a directory beside it, which goes away; it appears under its name when it is
 * complete.
 */
final class PlatformOutput implements Closeable {
  private final Path target;
  private final Path staging;
  private final SortedMap<String, PlatformFile> files = new TreeMap<>();

  private final Forcing forcing;
  private final TemporaryFiles temporary;

  /** Brings a file, or the names in a directory, to stable storage. */
  @FunctionalInterface
  interface Forcing {
    void force(Path path) throws IOException;
  }

  private PlatformOutput(Path target, Path staging, TemporaryFiles temporary, Forcing forcing) {
    this.temporary = temporary;
    this.target = target;
    this.staging = staging;
    this.forcing = forcing;
  }

  /**
   * Starts an output.
   *
   * @throws FileAlreadyExistsException if there is a directory, or anything else, of that name; a
   *     .tgz is replaced
   */
  static PlatformOutput create(Path target) throws IOException {
    return create(target, StableStorage::force);
  }

  static PlatformOutput create(Path target, Forcing forcing) throws IOException {
    boolean exists = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (exists && (!BootArchiveFile.isTarball(target) || Files.isDirectory(target))) {
      throw new FileAlreadyExistsException(target.toString());
    }
    Path absolute = target.toAbsolutePath();
    TemporaryFiles temporary = new TemporaryFiles();
    PlatformOutput output = null;
    try {
      Path staging = temporary.makeDirectoryBeside(absolute);
      output = new PlatformOutput(absolute, staging, temporary, forcing);
      Path unused = Files.createDirectories(output.path(PlatformImage.BOOT_ARCHIVE).getParent());
      return output;
    } finally {
      if (output == null) {
        temporary.close();
      }
    }
  }

  /** Returns where a file of the platform is put together. */
  Path path(String name) throws IOException {
    Path top = staging.resolve("platform");
    return HostNames.of(top.getFileSystem()).below(top, name.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a place for a file that is needed meanwhile. */
  Path temporary(String name) {
    return staging.resolve(name);
  }

  /** Adds a file, whose content may be anywhere; directories on the way are root's. */
  void add(PlatformFile file) {
    for (int slash = file.name().indexOf('/');
        slash >= 0;
        slash = file.name().indexOf('/', slash + 1)) {
      String parent = file.name().substring(0, slash);
      PlatformFile unused =
          files.putIfAbsent(parent, PlatformFile.directory(parent, file.modified()));
    }
    PlatformFile unused = files.put(file.name(), file);
  }

  /** Writes a small file and adds it. */
  void add(String name, byte[] content, int permissions, Instant time) throws IOException {
    Path path = path(name);
    Files.createDirectories(path.getParent());
    WrittenFile.write(path, content);
    PlatformFile file = PlatformFile.regular(name, path, content.length, time);
    add(file.with(permissions));
  }

  /** Returns the permissions of a regular file that was added; empty if none was. */
  OptionalInt permissions(String name) {
    PlatformFile file = files.get(name);
    return file == null || file.type() != PlatformFile.Type.REGULAR
        ? OptionalInt.empty()
        : OptionalInt.of(file.permissions());
  }

  /**
   * Makes the platform image appear.
   *
   * @param top the name of the top directory in a tar
   * @param time the top directory's
   */
  void commit(String top, Instant time, PlatformProgress progress) throws IOException {
    if (BootArchiveFile.isTarball(target)) {
      long bytes = files.values().stream().mapToLong(PlatformFile::size).sum();
      PlatformTar.write(
          target,
          top,
          time,
          List.copyOf(files.values()),
          progress.started(PlatformProgress.Stage.PACK, bytes));
      return;
    }
    for (PlatformFile file : files.values()) {
      layOut(file);
    }
    // Behind all that is put into them, which sets their times.
    for (PlatformFile file : new TreeMap<>(files).descendingMap().values()) {
      describe(path(file.name()), file);
    }
    describe(staging.resolve("platform"), PlatformFile.directory("", time));
    for (PlatformFile file : files.values()) {
      if (file.type() == PlatformFile.Type.REGULAR) {
        forcing.force(path(file.name()));
      }
    }
    for (PlatformFile file : files.values()) {
      if (file.type() == PlatformFile.Type.DIRECTORY) {
        forcing.force(path(file.name()));
      }
    }
    forcing.force(staging.resolve("platform"));
    Files.move(staging.resolve("platform"), target, StandardCopyOption.ATOMIC_MOVE);
    Path parent = target.getParent();
    if (parent != null) {
      forcing.force(parent);
    }
  }

  /** Copies the files that were made here over those of a directory, where they differ. */
  void overwrite(Path top) throws IOException {
    for (PlatformFile file : files.values()) {
      Path content = file.content();
      if (content != null && content.startsWith(staging)) {
        Path there = top;
        for (String name : file.name().split("/", -1)) {
          there = there.resolve(name);
        }
        if (!Files.exists(there) || Files.mismatch(content, there) >= 0) {
          Files.createDirectories(there.getParent());
          Files.copy(content, there, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private void layOut(PlatformFile file) throws IOException {
    Path path = path(file.name());
    switch (file.type()) {
      case DIRECTORY -> Files.createDirectories(path);
      case SYMBOLIC_LINK -> Files.createSymbolicLink(path, linkText(path, file.target()));
      case REGULAR -> {
        Path content = file.content();
        if (content != null && !content.equals(path)) {
          Files.copy(content, path);
        }
      }
    }
  }

  private static Path linkText(Path link, String target) throws IOException {
    try {
      return link.getFileSystem().getPath(target);
    } catch (InvalidPathException e) {
      throw new IOException(link + ": this system cannot have a link to " + target, e);
    }
  }

  private static void describe(Path path, PlatformFile file) throws IOException {
    if (file.type() == PlatformFile.Type.SYMBOLIC_LINK) {
      return;
    }
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(permissions(file.permissions()));
    }
    Files.setLastModifiedTime(path, FileTime.from(file.modified()));
  }

  private static Set<PosixFilePermission> permissions(int bits) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((bits >> (all.length - 1 - i) & 1) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  @Override
  public void close() throws IOException {
    temporary.close();
  }
}

package org.bootarchive.ufs.internal.device;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.WritableBlockDevice;

/**
 * A file that appears under its name only when it is complete.
 *
 * <p>It is written under a temporary name in the same directory. {@link #commit} forces it to
 * stable storage and renames it, which replaces an older file of the name at once, and keeps that
 * one's permissions, and its owner and group where the process may give files away. Closing without
 * a commit leaves no trace, nor does the end of the process by SIGTERM or SIGINT. A target that is
 * a symbolic link stays one: the file that it leads to is replaced.
 */
public final class AtomicFile implements AutoCloseable {
  private static final int ATTEMPTS = 1000;

  private static final Set<StandardOpenOption> OPTIONS =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;
  private final Forcing forcing;

  /** Brings an open file, or the names in an open directory, to stable storage. */
  @FunctionalInterface
  interface Forcing {
    void force(Path path, FileChannel channel) throws IOException;
  }

  private AtomicFile(Path target, Path temporary, FileChannel channel, Forcing forcing) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
    this.forcing = forcing;
  }

  /**
   * Creates the file under its temporary name, empty.
   *
   * @param target the name that the file is to have; its directory must exist
   * @throws NoSuchFileException if the directory does not exist; it names the directory
   * @throws IOException if the file cannot be created there, or a device or pipe has the name,
   *     which must not be replaced
   */
  public static AtomicFile create(Path target) throws IOException {
    return create(target, AtomicFile::force);
  }

  static AtomicFile create(Path target, Forcing forcing) throws IOException {
    Path place = Files.isSymbolicLink(target) ? target.toRealPath() : target;
    if (Files.exists(place) && Files.readAttributes(place, BasicFileAttributes.class).isOther()) {
      throw new IOException(target + ": is a device or a pipe; choose another name");
    }
    Path parent = place.getParent();
    if (parent != null && !Files.exists(parent)) {
      throw new NoSuchFileException(parent.toString());
    }
    for (int attempt = 0; ; attempt++) {
      // Not createTempFile, whose permissions are narrower than those of a file made to be read.
      Path temporary = place.resolveSibling("." + place.getFileName() + "." + attempt + ".tmp");
      try {
        return open(place, temporary, forcing);
      } catch (FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static AtomicFile open(Path place, Path temporary, Forcing forcing) throws IOException {
    AtomicReference<FileChannel> channel = new AtomicReference<>();
    FileAttribute<?>[] permissions = permissionsOf(place);
    Path made =
        TemporaryFiles.add(
            () -> {
              channel.set(FileChannel.open(temporary, OPTIONS, permissions));
              return temporary;
            });
    return new AtomicFile(place, made, Objects.requireNonNull(channel.get()), forcing);
  }

  /** Until a file that replaces another has that one's owners, nobody but its maker reads it. */
  private static FileAttribute<?>[] permissionsOf(Path place) {
    PosixFileAttributeView older = Files.getFileAttributeView(place, PosixFileAttributeView.class);
    return older == null || !Files.exists(place)
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)};
  }

  /**
   * Writes a file whole.
   *
   * @throws IOException if it cannot be written; a file of that name is then as it was
   */
  public static void write(Path target, ByteBuffer content) throws IOException {
    try (AtomicFile file = create(target)) {
      while (content.hasRemaining()) {
        file.channel.write(content);
      }
      file.commit();
    }
  }

  /** Returns the open file, to be read and written; this object closes it. */
  public FileChannel channel() {
    return channel;
  }

  /**
   * Returns the open file as a device. What is in it is kept; it grows to the size if it is
   * shorter.
   *
   * @param bytes the size
   * @throws IOException if the file cannot be written
   */
  public WritableBlockDevice device(long bytes) throws IOException {
    if (channel.size() < bytes) {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
    }
    return FileBlockDevice.over(
        channel, temporary, EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /**
   * Puts the file in its place.
   *
   * @throws IOException if that fails; a file of the name is then as it was
   */
  public void commit() throws IOException {
    forcing.force(temporary, channel);
    channel.close();
    PosixFileAttributeView older = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (older != null && Files.exists(target)) {
      keepAttributes(older.readAttributes());
    }
    TemporaryFiles.putInPlace(temporary, target);
    Path directory = target.toAbsolutePath().getParent();
    if (directory != null) {
      forceDirectory(directory, forcing);
    }
  }

  /**
   * Returns when the names in a directory have reached stable storage, where the system can tell:
   * Windows cannot.
   */
  public static void forceDirectory(Path directory) {
    forceDirectory(directory, AtomicFile::force);
  }

  private static void force(Path unused, FileChannel channel) throws IOException {
    channel.force(true);
  }

  private static void forceDirectory(Path directory, Forcing forcing) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      forcing.force(directory, channel);
    } catch (IOException | UnsupportedOperationException e) {
      // The file has its name; that the name outlives a power cut is more than this system
      // promises.
    }
  }

  private void keepAttributes(PosixFileAttributes older) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    PosixFileAttributes made = view.readAttributes();
    // Before the permissions, which must not be for a group that the file is not to have.
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(older.permissions());
    if (!made.group().equals(older.group())
        && !whereAllowed(() -> view.setGroup(older.group()))
        && !permissions.contains(PosixFilePermission.OTHERS_READ)) {
      // What the old group might read is not for another.
      permissions.remove(PosixFilePermission.GROUP_READ);
      permissions.remove(PosixFilePermission.GROUP_WRITE);
    }
    if (!made.owner().equals(older.owner())) {
      boolean unused = whereAllowed(() -> view.setOwner(older.owner()));
    }
    view.setPermissions(permissions);
  }

  private interface Change {
    void apply() throws IOException;
  }

  /** An owner who cannot be kept is no reason to give up a file that is complete. */
  private static boolean whereAllowed(Change change) throws IOException {
    try {
      change.apply();
      return true;
    } catch (FileSystemException e) {
      // Only the system administrator may give files away.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      TemporaryFiles.remove(temporary);
    }
  }
}

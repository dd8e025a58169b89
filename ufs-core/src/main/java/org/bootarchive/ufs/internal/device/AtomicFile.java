package org.bootarchive.ufs.internal.device;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
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
  private static final int EDIT_ATTEMPTS = 100;
  private static final int EDIT_PAUSE_MILLIS = 20;

  /** The longest file that is copied to have its attributes. */
  private static final long MOST_COPIED = 64 << 20;

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
    return create(target, forcing, true);
  }

  private static Path place(Path target) throws IOException {
    Path place = Files.isSymbolicLink(target) ? target.toRealPath() : target;
    if (Files.exists(place) && Files.readAttributes(place, BasicFileAttributes.class).isOther()) {
      throw new IOException(target + ": is a device or a pipe; choose another name");
    }
    Path parent = place.getParent();
    if (parent != null && !Files.exists(parent)) {
      throw new NoSuchFileException(parent.toString());
    }
    return place;
  }

  private static AtomicFile create(Path target, Forcing forcing, boolean keepsAll)
      throws IOException {
    Path place = place(target);
    AtomicFile made = null;
    for (int attempt = 0; made == null; attempt++) {
      Path temporary = StagedNames.of(place, attempt);
      if (attempt < ATTEMPTS && !StagedNames.free(temporary)) {
        continue;
      }
      try {
        made = open(place, temporary, forcing, keepsAll);
      } catch (FileAlreadyExistsException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
    return made;
  }

  /**
   * Creates the file that is to replace another which was read before, and is to be like that one
   * in all but its content. One process at a time does so.
   *
   * @param before what was read; empty if there was no file
   * @throws IOException if the file is no longer what was read, another process is about to replace
   *     it, or it cannot be created
   */
  public static AtomicFile edit(Path target, byte[] before) throws IOException {
    Path place = place(target);
    Path temporary = StagedNames.of(place, 0);
    for (int attempt = 0; ; attempt++) {
      boolean last = attempt == EDIT_ATTEMPTS;
      if (StagedNames.free(temporary)) {
        AtomicFile file = null;
        boolean done = false;
        try {
          file = open(place, temporary, AtomicFile::force, true);
          requireUnchanged(place, target, before);
          done = true;
          return file;
        } catch (FileAlreadyExistsException e) {
          // Another process was faster.
        } finally {
          if (file != null && !done) {
            file.close();
          }
        }
      }
      if (last) {
        throw new IOException(target + ": another command is writing it; try again behind that");
      }
      pause();
    }
  }

  /**
   * Makes sure that a file is what was read.
   *
   * @param before what was read; empty if there was no file
   * @throws IOException if it is not
   */
  public static void requireUnchanged(Path target, byte[] before) throws IOException {
    requireUnchanged(target, target, before);
  }

  private static void requireUnchanged(Path place, Path target, byte[] before) throws IOException {
    boolean same =
        Files.exists(place)
            ? Files.size(place) == before.length && Arrays.equals(Files.readAllBytes(place), before)
            : before.length == 0;
    if (!same) {
      throw new IOException(
          target + ": has changed since it was read; nothing is written, try again");
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(EDIT_PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another command was writing");
    }
  }

  /**
   * Creates a file beside a target that never takes its place; it goes when it is closed.
   *
   * @throws IOException if it cannot be created
   */
  public static AtomicFile besides(Path target) throws IOException {
    return create(target, AtomicFile::force, false);
  }

  private static AtomicFile open(Path place, Path temporary, Forcing forcing, boolean keepsAll)
      throws IOException {
    AtomicReference<FileChannel> channel = new AtomicReference<>();
    Path made =
        TemporaryFiles.add(
            () -> {
              channel.set(
                  keepsAll && mayBeCopied(place)
                      ? copy(place, temporary)
                      : FileChannel.open(temporary, OPTIONS, permissionsOf(place)));
              return temporary;
            });
    FileChannel opened = Objects.requireNonNull(channel.get());
    StagedNames.hold(opened);
    return new AtomicFile(place, made, opened, forcing);
  }

  private static boolean mayBeCopied(Path place) throws IOException {
    return place.getFileSystem().equals(FileSystems.getDefault())
        && Files.isRegularFile(place)
        && Files.size(place) <= MOST_COPIED;
  }

  /**
   * Makes an empty file with all that another has besides its content. Only a copy of a file has
   * its access control list and extended attributes.
   */
  private static FileChannel copy(Path place, Path temporary) throws IOException {
    try {
      Files.copy(place, temporary, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      // One that may not be read, or too much for the disk: without these, then.
      Files.deleteIfExists(temporary);
      return FileChannel.open(temporary, OPTIONS, permissionsOf(place));
    }
    FileChannel channel = null;
    try {
      PosixFileAttributeView view =
          Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(OWNER_ONLY);
      }
      channel =
          FileChannel.open(
              temporary,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      return channel;
    } finally {
      if (channel == null) {
        Files.deleteIfExists(temporary);
      }
    }
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
      file.put(content);
      file.commit();
    }
  }

  /**
   * Gives a file that was read another content, and changes nothing else of it.
   *
   * @param before what was read; empty if there was no file
   * @throws IOException as {@link #edit(Path, byte[])}, or if it cannot be written
   */
  public static void edit(Path target, byte[] before, byte[] after) throws IOException {
    try (AtomicFile file = edit(target, before)) {
      file.put(ByteBuffer.wrap(after));
      file.commit();
    }
  }

  /**
   * Writes all of a content behind what was written.
   *
   * @throws IOException if it cannot be written
   */
  public void put(ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      channel.write(content);
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

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
import org.bootarchive.ufs.internal.file.StagedName;
import org.bootarchive.ufs.internal.file.WriteFailure;
import org.bootarchive.ufs.internal.file.WrittenFile;

/**
 * A file that appears under its name only when it is complete.
 *
 * <p>It is written under a temporary name in the same directory. {@link #commit} forces it to
 * stable storage and renames it, which replaces an older file of the name at once, and keeps that
 * one's permissions, access control list and extended attributes, and its owner and group where the
 * process may give files away. Closing without a commit leaves no trace, nor does the end of the
 * process by SIGTERM or SIGINT. A target that is a symbolic link stays one: the file that it leads
 * to is replaced.
 */
public final class AtomicFile implements AutoCloseable {
  private static final int ATTEMPTS = 1000;
  private static final int EDIT_ATTEMPTS = 100;
  private static final int EDIT_PAUSE_MILLIS = 20;

  /**
   * The longest file that is copied for its attributes before a program of the system was asked.
   */
  private static final long MOST_COPIED = 64 << 20;

  /** Copies attributes without contents, where it is GNU's. */
  private static final Path CP = Path.of("/bin/cp");

  private static final Set<StandardOpenOption> OPTIONS =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final Set<PosixFilePermission> OWNER_DIRECTORY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;

  /** Whether the temporary name is another's, as soon as one makes a file of it. */
  private boolean isPlaced;

  private AtomicFile(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
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
    return create(target, true);
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

  private static AtomicFile create(Path target, boolean keepsAll) throws IOException {
    Path place = place(target);
    AtomicFile made = null;
    for (int attempt = 0; made == null; attempt++) {
      Path temporary = StagedName.of(place, attempt);
      if (attempt < ATTEMPTS && !StagedNames.free(temporary)) {
        continue;
      }
      try {
        made = open(place, temporary, keepsAll);
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
    Path temporary = StagedName.of(place, 0);
    for (int attempt = 0; ; attempt++) {
      boolean last = attempt == EDIT_ATTEMPTS;
      if (StagedNames.free(temporary)) {
        AtomicFile file = null;
        boolean done = false;
        try {
          file = open(place, temporary, true);
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
    return create(target, false);
  }

  private static AtomicFile open(Path place, Path temporary, boolean keepsAll) throws IOException {
    AtomicReference<FileChannel> channel = new AtomicReference<>();
    Path made;
    try {
      made =
          TemporaryFiles.add(
              () -> {
                channel.set(FileChannel.open(temporary, OPTIONS, permissionsOf(place)));
                return temporary;
              });
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException e) {
      throw WriteFailure.ofStaged(e);
    }
    FileChannel opened = Objects.requireNonNull(channel.get());
    AtomicFile file = null;
    try {
      StagedNames.hold(opened);
      boolean copies =
          keepsAll
              && mayBeCopied(place)
              && !(Files.size(place) > MOST_COPIED && hasAttributesByCp(place, made));
      file = new AtomicFile(place, made, copies ? copy(place, made, opened) : opened);
      return file;
    } finally {
      if (file == null) {
        opened.close();
        TemporaryFiles.remove(made);
      }
    }
  }

  private static boolean mayBeCopied(Path place) {
    return place.getFileSystem().equals(FileSystems.getDefault())
        && Files.isRegularFile(place)
        && Files.isReadable(place);
  }

  /**
   * Gives an empty file all that another has besides its content, by a program; returns false where
   * there is none that does. To copy gigabytes for it would take seconds, and room for them.
   */
  private static boolean hasAttributesByCp(Path place, Path temporary) throws IOException {
    if (!Files.isExecutable(CP)) {
      return false;
    }
    Process process;
    try {
      process =
          new ProcessBuilder(
                  CP.toString(),
                  "--attributes-only",
                  "--preserve=all",
                  "--",
                  place.toAbsolutePath().toString(),
                  temporary.toAbsolutePath().toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      return false;
    }
    boolean good = false;
    try {
      process.getOutputStream().close();
      good = process.waitFor() == 0;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
    restrict(temporary);
    return good;
  }

  /** Lets nobody but its owner use a file, which has taken over what others may do. */
  private static void restrict(Path temporary) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    if (view != null) {
      view.setPermissions(OWNER_ONLY);
    }
  }

  /**
   * Gives an empty file all that another has besides its content. Only a copy of a file has its
   * access control list and extended attributes, which Java does not know otherwise. It is made in
   * a directory, which goes at once if the process is to end before the copy is done.
   *
   * @param temporary the empty file
   * @param empty the same, open
   * @return what is open instead
   */
  private static FileChannel copy(Path place, Path temporary, FileChannel empty)
      throws IOException {
    FileChannel channel = null;
    boolean done = false;
    try (TemporaryFiles scratch = new TemporaryFiles()) {
      Path copied = scratch.makeDirectoryBeside(place, ownerOnly(place, OWNER_DIRECTORY));
      Path copy = copied.resolve("copy");
      Files.copy(place, copy, StandardCopyOption.COPY_ATTRIBUTES);
      restrict(copy);
      channel =
          FileChannel.open(
              copy,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      StagedNames.hold(channel);
      empty.close();
      TemporaryFiles.putInPlace(() -> Files.move(copy, temporary, StandardCopyOption.ATOMIC_MOVE));
      done = true;
      return channel;
    } catch (FileSystemException e) {
      throw WriteFailure.ofStaged(e);
    } finally {
      if (channel != null && !done) {
        channel.close();
      }
    }
  }

  /** Until a file that replaces another has that one's owners, nobody but its maker reads it. */
  private static FileAttribute<?>[] permissionsOf(Path place) {
    PosixFileAttributeView older = Files.getFileAttributeView(place, PosixFileAttributeView.class);
    return older == null || !Files.exists(place)
        ? new FileAttribute<?>[0]
        : ownerOnly(place, OWNER_ONLY);
  }

  private static FileAttribute<?>[] ownerOnly(Path place, Set<PosixFilePermission> permissions) {
    return Files.getFileAttributeView(place, PosixFileAttributeView.class) == null
        ? new FileAttribute<?>[0]
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
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
      channel().write(content);
    }
  }

  /** Returns the open file, to be read and written; this object closes it. */
  public FileChannel channel() {
    return WrittenFile.of(target, channel);
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
      channel().write(ByteBuffer.allocate(1), bytes - 1);
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
    PosixFileAttributeView older = Files.getFileAttributeView(target, PosixFileAttributeView.class);
    if (older != null && Files.exists(target)) {
      keepAttributes(older.readAttributes());
    }
    // Behind the attributes, which are to be on stable storage too when the file gets its name.
    channel().force(true);
    channel.close();
    TemporaryFiles.putInPlace(temporary, target);
    isPlaced = true;
    StableStorage.forceNameOf(target);
  }

  private void keepAttributes(PosixFileAttributes older) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
    PosixFileAttributes made = view.readAttributes();
    // Before the permissions, which must not be for a group that the file is not to have.
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    permissions.addAll(older.permissions());
    if (!Files.isReadable(target) && target.getFileSystem().equals(FileSystems.getDefault())) {
      // It is not known for whom a list of access control had them: they are the group's without.
      narrowGroup(permissions);
    }
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

  private static void narrowGroup(Set<PosixFilePermission> permissions) {
    if (!permissions.contains(PosixFilePermission.OTHERS_READ)) {
      permissions.remove(PosixFilePermission.GROUP_READ);
    }
    if (!permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      permissions.remove(PosixFilePermission.GROUP_WRITE);
    }
    if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
      permissions.remove(PosixFilePermission.GROUP_EXECUTE);
    }
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
      if (!isPlaced) {
        TemporaryFiles.remove(temporary);
      }
    }
  }
}

package org.bootarchive.ufs.internal.device;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bootarchive.ufs.internal.file.StagedName;
import org.bootarchive.ufs.internal.file.WriteFailure;

/**
 * Files and directories that go away with this, and also when the process is asked to end before:
 * by SIGTERM, by SIGINT, by an exit. For the use of one thread.
 */
public final class TemporaryFiles implements Closeable {
  private static final int ATTEMPTS = 50;
  private static final int PAUSE_MILLIS = 20;
  private static final Set<Path> ALL = new LinkedHashSet<>();
  private static boolean hooked;
  private static boolean ended;

  private static final int MOST_BESIDE = 1000;

  private static final Set<StandardOpenOption> NEW_FILE =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final List<Path> own = new ArrayList<>();
  private final List<FileChannel> locks = new ArrayList<>();

  /** Prepares for files; there are none yet. */
  public TemporaryFiles() {}

  /**
   * Creates an empty file where the system has its temporary ones, which the owner alone may read.
   *
   * @param prefix of its name
   * @throws IOException if it cannot be created
   */
  public Path createFile(String prefix) throws IOException {
    return make(() -> Files.createTempFile(prefix, null));
  }

  /**
   * Creates an empty directory where the system has its temporary ones, which the owner alone may
   * enter. It goes with all that is in it.
   *
   * @param prefix of its name
   * @throws IOException if it cannot be created
   */
  public Path createDirectory(String prefix) throws IOException {
    return make(() -> Files.createTempDirectory(prefix));
  }

  /** Makes a file or directory, such as one beside what it is to become. */
  public interface Maker {
    /**
     * Makes it.
     *
     * @return where it lies
     * @throws IOException if it cannot be made; nothing is left then
     */
    Path make() throws IOException;
  }

  /**
   * Takes over a file or directory that is made now. The end of the process waits for that: there
   * is no moment in which it exists and nobody would delete it.
   *
   * @return what was made
   * @throws IOException if it cannot be made, or the process is ending
   */
  public Path make(Maker maker) throws IOException {
    Path path = add(maker);
    own.add(path);
    return path;
  }

  /**
   * Makes a directory beside what it is to become. What another process has left that was killed is
   * removed; what a living one has is not touched.
   *
   * @param target whose name the directory's is made of; it is in an existing directory
   * @param attributes what it is created with
   * @throws IOException if it cannot be made
   */
  public Path makeDirectoryBeside(Path target, FileAttribute<?>... attributes) throws IOException {
    Path made = makeBeside(target, staged -> Files.createDirectory(staged, attributes));
    locks.add(
        FileChannel.open(
            made.resolve(StagedNames.LOCK),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE));
    StagedNames.hold(locks.get(locks.size() - 1));
    return made;
  }

  /**
   * Makes an empty file beside another that is there or could be, otherwise as {@link
   * #makeDirectoryBeside}.
   *
   * @param attributes what it is created with
   * @throws IOException if it cannot be made
   */
  public Path makeFileBeside(Path target, FileAttribute<?>... attributes) throws IOException {
    Path made =
        makeBeside(
            target,
            staged -> {
              locks.add(FileChannel.open(staged, NEW_FILE, attributes));
              return staged;
            });
    StagedNames.hold(locks.get(locks.size() - 1));
    return made;
  }

  /** Returns the file that was made last, open to be written. */
  FileChannel lastMade() {
    return locks.get(locks.size() - 1);
  }

  /**
   * Removes what processes have left beside a target that were killed.
   *
   * @throws IOException if it cannot be removed
   */
  public static void removeLeftBeside(Path target) throws IOException {
    for (int number = 0; number < MOST_BESIDE; number++) {
      Path staged = StagedName.of(target, number);
      if (!Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      boolean unused = StagedNames.free(staged);
    }
  }

  /** Puts something in its place. */
  public interface Placing {
    /**
     * Does so.
     *
     * @throws IOException if it cannot be done
     */
    void run() throws IOException;
  }

  /**
   * Puts something in its place that is whole, while the end of the process waits.
   *
   * @throws IOException if it cannot be done, or the process is ending: nothing is done then
   */
  public static synchronized void putInPlace(Placing placing) throws IOException {
    if (ended) {
      throw new IOException("the process is ending: what is whole is not put in place");
    }
    placing.run();
  }

  /** Makes something under a name that it is given. */
  private interface NamedMaker {
    Path make(Path staged) throws IOException;
  }

  private Path makeBeside(Path target, NamedMaker maker) throws IOException {
    for (int number = 0; ; number++) {
      Path staged = StagedName.of(target, number);
      if (number < MOST_BESIDE && !StagedNames.free(staged)) {
        continue;
      }
      try {
        return make(() -> maker.make(staged));
      } catch (FileAlreadyExistsException e) {
        if (number == MOST_BESIDE) {
          throw e;
        }
      } catch (FileSystemException e) {
        throw WriteFailure.ofStaged(e);
      }
    }
  }

  /** Says who is told of what a process has left that was killed, when it is removed. */
  public static void tellOfWhatWasLeft(Consumer<Path> listener) {
    StagedNames.tell(listener);
  }

  /**
   * Keeps what was created here: it is whole.
   *
   * @throws IOException if the process is ending, and it goes
   */
  public void keep() throws IOException {
    keep(own);
    own.clear();
  }

  private static synchronized void keep(List<Path> paths) throws IOException {
    if (ended) {
      throw new IOException("the process is ending: what is not written yet is not kept");
    }
    paths.forEach(ALL::remove);
  }

  /** Tells whether a file is to go. */
  interface Check {
    /**
     * Does so.
     *
     * @throws IOException if the file cannot be looked at
     */
    boolean isMet(Path path) throws IOException;
  }

  /**
   * Deletes what a process has left, unless this one has made it and it is not whole yet. No thread
   * makes anything meanwhile: it would be new, and not be told from what was left.
   *
   * @return whether it is deleted
   */
  static synchronized boolean deleteUnlessHeld(Path path, Check isLeft) throws IOException {
    if (ALL.contains(path) || !isLeft.isMet(path)) {
      return false;
    }
    delete(path);
    return true;
  }

  /**
   * Deletes what was created here.
   *
   * @throws IOException if something cannot be deleted; all else is
   */
  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (FileChannel lock : locks) {
      lock.close();
    }
    locks.clear();
    for (Path path : own) {
      try {
        remove(path);
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    own.clear();
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Makes something that is to go when the process ends.
   *
   * @throws IOException if it cannot be made, or the process is ending: nothing is made then
   */
  static synchronized Path add(Maker maker) throws IOException {
    if (!hooked && !ended) {
      try {
        Runtime.getRuntime()
            .addShutdownHook(new Thread(TemporaryFiles::deleteAll, "temporary-files"));
        hooked = true;
      } catch (IllegalStateException e) {
        ended = true;
      }
    }
    if (ended) {
      throw new IOException("the process is ending: no more files are made");
    }
    Path path = maker.make();
    ALL.add(path);
    return path;
  }

  /** Deletes something that was remembered; does nothing if it was not, or is put in place. */
  static synchronized void remove(Path path) throws IOException {
    if (ALL.remove(path)) {
      delete(path);
    }
  }

  /** Gives a file that was remembered its name for good. From then on its old name is others'. */
  static synchronized void putInPlace(Path path, Path target) throws IOException {
    if (ended) {
      throw new IOException(target + ": not written, the process is ending");
    }
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    ALL.remove(path);
  }

  private static synchronized void deleteAll() {
    ended = true;
    for (Path path : ALL) {
      deleteThoroughly(path);
    }
    ALL.clear();
  }

  /** Deletes something that other threads may still be writing to. */
  private static void deleteThoroughly(Path path) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        delete(path);
        return;
      } catch (IOException | RuntimeException e) {
        // A file may have appeared in a directory meanwhile; for all else there is nobody to tell.
        try {
          Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupt) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /**
   * Deletes a file, or a directory with all that is in it.
   *
   * @throws IOException if something cannot be deleted
   */
  public static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    try {
      MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    } catch (IOException e) {
      Files.walkFileTree(path, new Opening());
      MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** Lets the owner of directories change them, who may have been given ones that he must not. */
  private static final class Opening extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
        throws IOException {
      PosixFileAttributeView view =
          Files.getFileAttributeView(directory, PosixFileAttributeView.class);
      if (view != null) {
        view.setPermissions(PosixFilePermissions.fromString("rwx------"));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}

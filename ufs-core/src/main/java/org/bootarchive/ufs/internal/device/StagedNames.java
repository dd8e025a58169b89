package org.bootarchive.ufs.internal.device;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.function.Consumer;
import org.bootarchive.ufs.internal.file.StagedName;
import org.jspecify.annotations.Nullable;

/**
 * What a process that was killed has left under a {@linkplain StagedName staged name}: it is ours
 * by its name, and nobody's by its lock.
 */
final class StagedNames {
  /** In a directory that is being filled: the file whose lock its maker holds. */
  static final String LOCK = "lock";

  private static volatile @Nullable Consumer<Path> listener;

  private StagedNames() {}

  /** Says who is told what was left and is removed. */
  static void tell(Consumer<Path> ofWhatWasLeft) {
    listener = ofWhatWasLeft;
  }

  /**
   * Removes what has a name and belongs to no process any more; a name that is free stays so.
   *
   * @return whether the name is free now
   */
  static boolean free(Path staged) throws IOException {
    if (!Files.exists(staged, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    if (!TemporaryFiles.deleteUnlessHeld(staged, StagedNames::isLeft)) {
      return false;
    }
    Consumer<Path> told = listener;
    if (told != null) {
      told.accept(staged);
    }
    return true;
  }

  private static boolean isLeft(Path staged) throws IOException {
    Path lock =
        Files.isDirectory(staged, LinkOption.NOFOLLOW_LINKS) ? staged.resolve(LOCK) : staged;
    try {
      Object before = key(lock);
      try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
          FileLock held = channel.tryLock()) {
        return held != null && Objects.equals(before, key(lock));
      }
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
      // Of another user, or on a system without locks: not known to be ours.
      return false;
    }
  }

  private static Object key(Path file) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isRegularFile()) {
      throw new IOException(file + ": no file");
    }
    Object key = attributes.fileKey();
    return key == null ? attributes.creationTime() : key;
  }

  /** Holds a file for this process until the channel is closed, where the system can. */
  static void hold(FileChannel channel) {
    try {
      FileLock unused = channel.tryLock();
    } catch (IOException | OverlappingFileLockException | UnsupportedOperationException e) {
      // Then what is left of it stays.
    }
  }
}

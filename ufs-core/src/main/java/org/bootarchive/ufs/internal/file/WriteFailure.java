package org.bootarchive.ufs.internal.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says of a failed write which file it was for: what the system says of an open file does not. */
public final class WriteFailure {
  private static final Pattern NO_SPACE =
      Pattern.compile("No space left|not enough space|Disk quota exceeded");

  private WriteFailure() {}

  /** Returns whether a disk, or a user's part of it, is full. */
  public static boolean isNoSpace(IOException failure) {
    return NO_SPACE.matcher(String.valueOf(failure.getMessage())).find();
  }

  /**
   * Returns a failure with the name of the file that was written.
   *
   * @param file what was written; an unfinished file has the name of what it is to become
   * @param extent how far it came, as {@code " after 5 bytes"}: said if there is no room for more
   */
  public static IOException of(Path file, String extent, IOException failure) {
    if (failure.getClass() != IOException.class) {
      return failure;
    }
    String reason = String.valueOf(failure.getMessage());
    FileSystemException named =
        new FileSystemException(
            shown(file).toString(), null, isNoSpace(failure) ? reason + extent : reason);
    named.initCause(failure);
    return named;
  }

  /** Returns the place that was asked for instead of an unfinished file's in the message. */
  public static IOException ofStaged(FileSystemException failure) {
    String file = failure.getFile();
    if (file == null) {
      return failure;
    }
    String shown = shown(Path.of(file)).toString();
    if (shown.equals(file)) {
      return failure;
    }
    String reason = failure.getReason();
    FileSystemException named =
        failure instanceof AccessDeniedException
            ? new AccessDeniedException(shown, null, reason)
            : failure instanceof NoSuchFileException
                ? new NoSuchFileException(shown, null, reason)
                : new FileSystemException(shown, null, reason);
    named.initCause(failure);
    return named;
  }

  /**
   * Returns the path with the names of what is to become of unfinished files and directories; such
   * a directory has that in one of its own.
   */
  private static Path shown(Path file) {
    Path shown = file.getRoot();
    boolean inStaged = false;
    for (Path name : file) {
      Optional<String> target = StagedName.target(name);
      Path plain = target.map(name::resolveSibling).orElse(name);
      if (!inStaged) {
        shown = shown == null ? plain : shown.resolve(plain);
      }
      inStaged = target.isPresent();
    }
    return shown == null ? file : shown;
  }
}

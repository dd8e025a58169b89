package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bootarchive.archive.patch.DoesNotFitException;
import org.bootarchive.archive.patch.EditException;
import org.bootarchive.archive.source.UsrTwiceException;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.boot.FindingCode;
import org.bootarchive.boot.config.loader.OtherVolumeException;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;
import org.bootarchive.ufs.internal.file.WriteFailure;

/**
 * What a user of the command line can do about what the library says: its texts name no option,
 * because its other users have none.
 */
final class Hints {
  private static final String ROOT = "see --root";
  private static final String WRITE_HASH = "see hash --write";

  /** By the code of a finding. */
  private static final ImmutableMap<String, String> OF_FINDINGS =
      ImmutableMap.of(
          FindingCode.NOBODY_READS.code(),
          "see patch --put",
          FindingCode.NO_ANSWERS.code(),
          "see --root, and simulate",
          FindingCode.MODULE_MISSING.code(),
          ROOT,
          FindingCode.HASH_MISMATCH.code(),
          WRITE_HASH,
          "platform-hash-missing",
          WRITE_HASH,
          "platform-hash-mismatch",
          WRITE_HASH,
          "platform-hash-panic",
          WRITE_HASH);

  private Hints() {}

  /** Returns what to do about a finding; empty if there is no more to say. */
  static String ofFinding(String code) {
    return OF_FINDINGS.getOrDefault(code, "");
  }

  /** Returns what is wrong, and what helps if there is something. */
  static String describe(IOException exception) {
    return describe(exception, "");
  }

  /**
   * Returns the same, with options of one command alone.
   *
   * @param command what it is called, as {@code diff}; empty for any
   */
  static String describe(IOException exception, String command) {
    String more = OfExceptions.of(exception, command);
    Throwable cause = exception.getCause();
    while (more.isEmpty() && cause instanceof CorruptImageException) {
      more = OfExceptions.of(cause, command);
      cause = cause.getCause();
    }
    if (more.isEmpty()) {
      more = OfExceptions.ofSystem(exception);
    }
    return exception.getMessage() + more;
  }

  /** A class of its own, made when something is thrown: findings are common, and this is not. */
  private static final class OfExceptions {
    private static final Pattern READ_ONLY = Pattern.compile("Read-only file system");

    /** What Java calls temporary files and directories. */
    private static final Pattern TEMPORARY = Pattern.compile("\\D*\\d{6,}(\\.tmp)?");

    /** The command's own option, which a hint begins with. */
    private static final Pattern OPTION = Pattern.compile("; (--[a-z-]+) ");

    /** An option of all commands. */
    private static final String MAX_UNPACKED = "--max-unpacked";

    private static final String OTHER_PLACE = "; make room there, or choose another place";

    /** By the type of what is thrown; the first that is it counts. */
    private static final ImmutableList<OfException<?>> HINTS =
        ImmutableList.of(
            new OfException<>(NoSuchFileException.class, e -> ": no such file; check the path"),
            new OfException<>(
                AccessDeniedException.class,
                e -> ": permission denied; check the owner and the permissions"),
            new OfException<>(
                FileAlreadyExistsException.class,
                e -> ": exists already; choose another name or remove it"),
            new OfException<>(
                DirectoryNotEmptyException.class,
                e -> ": is not empty; choose another directory, or --force"),
            new OfException<>(
                NotDirectoryException.class, e -> ": is no directory; check the path"),
            new OfException<>(DoesNotFitException.class, OfExceptions::growth),
            new OfException<>(
                UsrImage.DamagedException.class,
                e -> "; --no-nested shows the archive's own usr/ instead"),
            new OfException<>(
                UsrTwiceException.class,
                e ->
                    "; extract with --no-nested leaves them out, build --platform makes usr.lgz of"
                        + " usr/"),
            new OfException<>(
                EditException.UsrMounted.class,
                e -> "; --no-nested changes the archive's own directory"),
            new OfException<>(
                UnpackedTooLargeException.class,
                e -> "; " + MAX_UNPACKED + " SIZE lets more, as 20g"),
            new OfException<>(OtherVolumeException.class, e -> "; " + ROOT));

    /**
     * What is said behind the message of an exception.
     *
     * @param more text with the mark that joins it to the message
     */
    private record OfException<E extends Exception>(Class<E> type, Function<E, String> more) {
      String of(Throwable thrown) {
        return type.isInstance(thrown) ? more.apply(type.cast(thrown)) : "";
      }
    }

    static String of(Throwable thrown, String command) {
      return HINTS.stream()
          .map(hint -> hint.of(thrown))
          .filter(more -> !more.isEmpty())
          .findFirst()
          .filter(more -> isOf(more, command))
          .orElse("");
    }

    /** Returns whether a hint names no option that the command does not have. */
    private static boolean isOf(String hint, String command) {
      Matcher option = OPTION.matcher(hint);
      if (command.isEmpty() || !option.lookingAt() || option.group(1).equals(MAX_UNPACKED)) {
        return true;
      }
      String table = CommandTable.of(command);
      return table != null && ("\n" + table).contains("\n" + option.group(1) + " ");
    }

    /** Returns what to do about what only the system's words tell. */
    static String ofSystem(IOException exception) {
      if (WriteFailure.isNoSpace(exception)) {
        return isTemporary(exception)
            ? OTHER_PLACE + " for temporary files (java -Djava.io.tmpdir=DIR)"
            : OTHER_PLACE;
      }
      return READ_ONLY.matcher(String.valueOf(exception.getMessage())).find()
          ? "; choose another place"
          : "";
    }

    private static boolean isTemporary(IOException exception) {
      String directory = System.getProperty("java.io.tmpdir");
      if (directory == null
          || !(exception instanceof FileSystemException failure)
          || failure.getFile() == null
          || !Path.of(failure.getFile()).startsWith(directory)) {
        return false;
      }
      Path below = Path.of(directory).relativize(Path.of(failure.getFile()));
      return TEMPORARY.matcher(below.getName(0).toString()).matches();
    }

    /** Returns the option that makes room. */
    private static String growth(DoesNotFitException unfit) {
      return "; "
          + (unfit.inUsr() ? "--grow-usr " : "--grow ")
          + unfit.enoughKib()
          + "k makes a file system with room for it";
    }
  }
}

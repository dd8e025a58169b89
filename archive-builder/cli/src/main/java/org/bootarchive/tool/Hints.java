package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bootarchive.archive.patch.DoesNotFitException;
import org.bootarchive.archive.patch.EditException;
import org.bootarchive.archive.source.UsrTwiceException;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.boot.FindingCode;
import org.bootarchive.boot.config.loader.OtherVolumeException;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;

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
    String more = OfExceptions.of(exception);
    Throwable cause = exception.getCause();
    if (more.isEmpty() && cause instanceof UsrImage.DamagedException) {
      more = OfExceptions.of(cause);
    }
    if (more.isEmpty()
        && OfExceptions.NO_SPACE.matcher(String.valueOf(exception.getMessage())).find()) {
      more = "; make room there, or choose another place";
    }
    return exception.getMessage() + more;
  }

  /** A class of its own, made when something is thrown: findings are common, and this is not. */
  private static final class OfExceptions {
    static final Pattern NO_SPACE =
        Pattern.compile("No space left|not enough space|Disk quota exceeded");

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
                NotDirectoryException.class, e -> ": no directory; choose another name"),
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
                UnpackedTooLargeException.class, e -> "; --max-unpacked SIZE lets more, as 20g"),
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

    static String of(Throwable thrown) {
      return HINTS.stream()
          .map(hint -> hint.of(thrown))
          .filter(more -> !more.isEmpty())
          .findFirst()
          .orElse("");
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

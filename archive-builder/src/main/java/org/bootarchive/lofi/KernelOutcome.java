package org.bootarchive.lofi;

/**
 * What the kernel would make of a file, read from 0 to the end in requests of 8192 bytes.
 *
 * @param open what comes of mapping the file
 * @param sizeSeen the length that the kernel reports, in bytes; -1 if the file is not mapped
 * @param read what comes of reading
 * @param failsAt where the first request starts that fails, in bytes; -1 if none fails for sure
 */
public record KernelOutcome(Open open, long sizeSeen, Read read, long failsAt) {
  /** What comes of mapping a file. */
  public enum Open {
    /** It is mapped as a compressed image. */
    OK,
    /** It is refused: EINVAL. */
    EINVAL,
    /** It is mapped as an ordinary image of the file's own length. */
    PLAIN,
    /** The kernel overruns its own memory. */
    UNDEFINED
  }

  /** What comes of reading. */
  public enum Read {
    /** The file is not mapped. */
    NONE,
    /** All is read; right or wrong. */
    OK,
    /** A request fails: EIO. */
    EIO,
    /** A request fails with an error of the file system that the file lies in. */
    FAULT,
    /** The kernel uses memory that it never filled, or that is not its own. */
    UNDEFINED
  }

  static KernelOutcome notMapped(Open open) {
    return new KernelOutcome(open, -1, Read.NONE, -1);
  }

  /** Returns the outcome for people: {@code EIO at 8192}. */
  public String text() {
    return switch (open) {
      case EINVAL -> "refused: EINVAL";
      case UNDEFINED -> "undefined when it is mapped";
      case PLAIN -> "mapped as a plain image of " + sizeSeen + " bytes";
      case OK -> "mapped, " + sizeSeen + " bytes; reading: " + readText();
    };
  }

  private String readText() {
    return switch (read) {
      case NONE -> "nothing";
      case OK -> "ok";
      case EIO -> "EIO at " + failsAt;
      case FAULT -> "fault at " + failsAt;
      case UNDEFINED -> "undefined";
    };
  }
}

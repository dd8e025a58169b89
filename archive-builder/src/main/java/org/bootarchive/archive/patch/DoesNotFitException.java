package org.bootarchive.archive.patch;

import java.io.IOException;

/**
 * The edits need more space or inodes than the archive has, or the file system in its usr.lgz; none
 * was made.
 */
public final class DoesNotFitException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long missingBytes;
  private final boolean inUsr;
  private final long enoughKib;

  /**
   * Creates an exception.
   *
   * @param path where the space ended
   * @param inUsr whether it ended in usr.lgz, and not in the archive itself
   * @param freeBytes what was free there, in bytes
   * @param missingBytes what is missing, at least; 0 if inodes are
   * @param enough a size of the file system that should do, in bytes
   */
  DoesNotFitException(
      EditPath path, boolean inUsr, long freeBytes, long missingBytes, long enough) {
    super(
        "does not fit"
            + (inUsr ? " the file system in usr.lgz: " : ": ")
            + (missingBytes == 0
                ? "there is no inode left for " + path
                : "at "
                    + path
                    + " "
                    + kib(missingBytes)
                    + " KiB are missing, "
                    + kib(freeBytes)
                    + " KiB were free"));
    this.missingBytes = missingBytes;
    this.inUsr = inUsr;
    this.enoughKib = kib(enough);
  }

  private static long kib(long bytes) {
    return (bytes + 1023) / 1024;
  }

  /** Returns whether it is the file system in usr.lgz that is too small, and not the archive. */
  public boolean inUsr() {
    return inUsr;
  }

  /** Returns a size of the file system that should do, in KiB. */
  public long enoughKib() {
    return enoughKib;
  }

  /** Returns how many bytes are missing, at least; 0 if inodes are. */
  public long missingBytes() {
    return missingBytes;
  }
}

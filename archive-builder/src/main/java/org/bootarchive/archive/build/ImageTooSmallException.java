package org.bootarchive.archive.build;

import java.io.IOException;

/** Files do not fit an image of the size that is asked for; nothing was written. */
public final class ImageTooSmallException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long missingBytes;
  private final long missingInodes;

  ImageTooSmallException(
      long size, long missingBytes, long missingInodes, long enough, boolean freeAskedFor) {
    super(
        "an image of "
            + size / 1024
            + " KiB is too small: "
            + missing(missingBytes, missingInodes)
            + (freeAskedFor ? ", with what is to stay free" : "")
            + "; "
            + enough
            + "k would be enough");
    this.missingBytes = missingBytes;
    this.missingInodes = missingInodes;
  }

  /**
   * Creates an exception that says which image is too small.
   *
   * @param image the image's name
   * @param cause says by how much
   */
  public ImageTooSmallException(String image, ImageTooSmallException cause) {
    super(image + ": " + cause.getMessage(), cause);
    this.missingBytes = cause.missingBytes;
    this.missingInodes = cause.missingInodes;
  }

  private static String missing(long bytes, long inodes) {
    String space = (bytes + 1023) / 1024 + " KiB";
    if (inodes == 0) {
      return space + " are missing";
    }
    return (bytes == 0 ? "" : space + " and ")
        + inodes
        + (inodes == 1 && bytes == 0 ? " inode is missing" : " inodes are missing");
  }

  /** Returns how many bytes are missing, 0 if only inodes are. */
  public long missingBytes() {
    return missingBytes;
  }

  /** Returns how many inodes are missing, 0 if only space is. */
  public long missingInodes() {
    return missingInodes;
  }
}

package org.bootarchive.archive.image;

import java.io.IOException;

/** A file changed between the planning of an image and the reading of its bytes. */
public final class ChangedSourceException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param file the file's name
   * @param expectedBytes its size when the image was planned
   * @param change what happened since
   */
  public ChangedSourceException(String file, long expectedBytes, String change) {
    super(
        file
            + ": had "
            + expectedBytes
            + " bytes and "
            + change
            + " while it was read; nothing was written, try again when nothing writes to it");
  }
}

package org.bootarchive.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Says so where files keep an owner; a user's own are rarely meant to be that user's in an image.
 */
final class OwnerNote {
  private OwnerNote() {}

  /** Prints the note if a directory is not root's; nothing where files have no owner by number. */
  static void tell(Path from) throws IOException {
    if (!Files.isDirectory(from)
        || !from.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return;
    }
    int owner = (int) Files.getAttribute(from, "unix:uid");
    if (owner != 0) {
      StandardError.text()
          .println(
              "note: files keep their owners, as uid " + owner + "; --all-root makes them root's");
    }
  }
}

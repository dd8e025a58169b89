package org.bootarchive.archive.source;

import java.io.IOException;

/** Signals a source whose {@code usr} holds the files of its {@code usr.lgz} once more. */
public final class UsrTwiceException extends IOException {
  private static final long serialVersionUID = 1;

  UsrTwiceException(long shared) {
    super(
        "usr/ holds "
            + shared
            + " files that usr.lgz holds too: they would be in the archive twice");
  }
}

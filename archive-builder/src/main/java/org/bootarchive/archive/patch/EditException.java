package org.bootarchive.archive.patch;

import java.io.IOException;

/** An edit cannot be made as it was asked for; none of the edits was made. */
public class EditException extends IOException {
  private static final long serialVersionUID = 1L;

  EditException(EditPath path, String reason) {
    super(path + ": " + reason);
  }

  EditException(EditPath path, IOException cause) {
    super(path + ": " + cause.getMessage(), cause);
  }
}

package org.bootarchive.archive.patch;

import java.io.IOException;

/** An edit cannot be made as it was asked for; none of the edits was made. */
public class EditException extends IOException {
  /**
   * An edit names the archive's own directory {@code usr}, which usr.lgz hides after boot; it can
   * be made with {@link PatchOptions#nested} off.
   */
  public static final class UsrMounted extends EditException {
    private static final long serialVersionUID = 1L;

    UsrMounted(EditPath path) {
      super(path, "usr.lgz is mounted on it after boot");
    }
  }

  private static final long serialVersionUID = 1L;

  private final boolean beyondLimit;

  EditException(EditPath path, String reason) {
    super(path + ": " + reason);
    this.beyondLimit = false;
  }

  EditException(EditPath path, IOException cause) {
    super(path + ": " + cause.getMessage(), cause);
    this.beyondLimit = false;
  }

  private EditException(String message, boolean beyondLimit) {
    super(message);
    this.beyondLimit = beyondLimit;
  }

  /** Returns one for an edit that asks for more than any file system has. */
  static EditException beyondLimit(EditPath path, String limit) {
    return new EditException(path + ": " + limit, true);
  }

  /**
   * Returns whether the edit asks for more than any file system has, such as names of a file: then
   * nothing is wrong with the archive.
   */
  public boolean isBeyondLimit() {
    return beyondLimit;
  }
}

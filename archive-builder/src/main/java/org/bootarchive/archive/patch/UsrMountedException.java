package org.bootarchive.archive.patch;

/**
 * An edit is about the archive's own directory {@code usr}, which what is in usr.lgz hides after
 * boot; it can be made where that is left alone ({@link PatchOptions#nested}).
 */
public final class UsrMountedException extends EditException {
  private static final long serialVersionUID = 1L;

  UsrMountedException(EditPath path) {
    super(path, "usr.lgz is mounted on it after boot");
  }
}

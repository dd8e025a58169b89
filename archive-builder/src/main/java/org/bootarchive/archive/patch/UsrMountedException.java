package org.bootarchive.archive.patch;

/**
 * An edit names the archive's own directory {@code usr}, which usr.lgz hides after boot; it can be
 * made with {@link PatchOptions#nested} off.
 */
public final class UsrMountedException extends EditException {
  private static final long serialVersionUID = 1L;

  UsrMountedException(EditPath path) {
    super(path, "usr.lgz is mounted on it after boot");
  }
}

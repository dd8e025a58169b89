package org.bootarchive.ufs.volume;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What a new file starts with.
 *
 * @param permissions with set-id and sticky bits, 0 to 07777
 * @param uid owner, 0 to 4294967295
 * @param gid group, 0 to 4294967295
 */
public record NewFile(int permissions, long uid, long gid) {
  private static final long LARGEST_ID = 0xffffffffL;

  /** Checks the ranges. */
  public NewFile {
    checkArgument(
        (permissions & ~07777) == 0, "permissions 0%s", Integer.toOctalString(permissions));
    checkArgument(uid >= 0 && uid <= LARGEST_ID, "uid %s", uid);
    checkArgument(gid >= 0 && gid <= LARGEST_ID, "gid %s", gid);
  }
}

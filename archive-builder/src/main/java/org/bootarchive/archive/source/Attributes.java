package org.bootarchive.archive.source;

import static com.google.common.base.Preconditions.checkArgument;

import org.bootarchive.ufs.disk.InodeTime;

/**
 * What a file has besides its name and its contents.
 *
 * @param permissions with set-id and sticky bits, 0 to 07777
 * @param uid owner, 0 to 4294967295
 * @param gid group, 0 to 4294967295
 * @param access when it was read last
 * @param modify when its contents changed last
 * @param change when its inode changed last
 */
public record Attributes(
    int permissions, long uid, long gid, InodeTime access, InodeTime modify, InodeTime change) {
  /** The permissions of a directory that nobody told those of. */
  public static final int DIRECTORY_PERMISSIONS = 0755;

  private static final int LINK_PERMISSIONS = 0777;
  private static final long LARGEST_ID = 0xffffffffL;

  /** Checks the ranges. */
  public Attributes {
    checkArgument((permissions & ~07777) == 0, "permissions %s", permissions);
    checkArgument(uid >= 0 && uid <= LARGEST_ID, "uid %s", uid);
    checkArgument(gid >= 0 && gid <= LARGEST_ID, "gid %s", gid);
  }

  /** Returns attributes whose three times are one: only that of contents can be repeated. */
  public static Attributes of(int permissions, long uid, long gid, InodeTime time) {
    return new Attributes(permissions, uid, gid, time, time, time);
  }

  /** Returns the attributes of a directory that a source implies and does not describe. */
  public static Attributes impliedDirectory(InodeTime time) {
    return of(DIRECTORY_PERMISSIONS, 0, 0, time);
  }

  /** Returns the attributes of a symbolic link of root's, which has all permissions. */
  public static Attributes link(InodeTime time) {
    return of(LINK_PERMISSIONS, 0, 0, time);
  }
}

package org.bootarchive.archive.platform.file;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file of a platform image, beside the boot archive or the archive itself.
 *
 * @param name below the top directory, with slashes between names
 * @param type what it is
 * @param permissions 0 to 07777
 * @param uid owner
 * @param gid group
 * @param modified when its contents changed last
 * @param size in bytes; 0 but for a regular file
 * @param content where the bytes of a regular file are; null for others
 * @param target where a symbolic link leads to; empty for others
 */
public record PlatformFile(
    String name,
    Type type,
    int permissions,
    long uid,
    long gid,
    Instant modified,
    long size,
    @Nullable Path content,
    String target) {

  /** What a file can be; there are no others in a platform image. */
  public enum Type {
    /** A directory. */
    DIRECTORY,
    /** A regular file. */
    REGULAR,
    /** A symbolic link, which nothing here follows. */
    SYMBOLIC_LINK
  }

  /** Returns a regular file of root's, 0644. */
  public static PlatformFile regular(String name, Path content, long size, Instant modified) {
    return new PlatformFile(name, Type.REGULAR, 0644, 0, 0, modified, size, content, "");
  }

  /** Returns a directory of root's, 0755. */
  public static PlatformFile directory(String name, Instant modified) {
    return new PlatformFile(name, Type.DIRECTORY, 0755, 0, 0, modified, 0, null, "");
  }

  /** Returns the same file with other contents and their time. */
  public PlatformFile with(Path newContent, long newSize, Instant newModified) {
    return new PlatformFile(
        name, Type.REGULAR, permissions, uid, gid, newModified, newSize, newContent, "");
  }

  /** Returns the same file with other permissions. */
  public PlatformFile with(int newPermissions) {
    return new PlatformFile(name, type, newPermissions, uid, gid, modified, size, content, target);
  }

  /** Returns the same file below another directory. */
  public PlatformFile named(String newName) {
    return new PlatformFile(newName, type, permissions, uid, gid, modified, size, content, target);
  }
}

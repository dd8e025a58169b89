package org.bootarchive.media.nio;

import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Set;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.path.NumberedGroup;
import org.bootarchive.ufs.internal.path.NumberedUser;
import org.bootarchive.ufs.internal.path.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a file of the view.
 *
 * @param entry the volume's entry, null for what is new
 */
record MediaFileAttributes(
    FileType type, long size, @Nullable MediaFile entry, Object key, Instant now)
    implements PosixFileAttributes {

  @Override
  public UserPrincipal owner() {
    return new NumberedUser(entry == null ? 0 : entry.uid());
  }

  @Override
  public GroupPrincipal group() {
    return new NumberedGroup(entry == null ? 0 : entry.gid());
  }

  @Override
  public Set<PosixFilePermission> permissions() {
    int fresh = type == FileType.DIRECTORY ? 0755 : 0644;
    return Permissions.ofMode(entry == null ? fresh : entry.permissions());
  }

  @Override
  public FileTime lastModifiedTime() {
    return FileTime.from(entry == null ? now : entry.modifyTime());
  }

  @Override
  public FileTime lastAccessTime() {
    return FileTime.from(entry == null ? now : entry.accessTime());
  }

  @Override
  public FileTime creationTime() {
    return FileTime.from(entry == null ? now : entry.createTime());
  }

  @Override
  public boolean isRegularFile() {
    return type == FileType.REGULAR;
  }

  @Override
  public boolean isDirectory() {
    return type == FileType.DIRECTORY;
  }

  @Override
  public boolean isSymbolicLink() {
    return type == FileType.SYMBOLIC_LINK;
  }

  @Override
  public boolean isOther() {
    return !isRegularFile() && !isDirectory() && !isSymbolicLink();
  }

  @Override
  public Object fileKey() {
    return key;
  }
}

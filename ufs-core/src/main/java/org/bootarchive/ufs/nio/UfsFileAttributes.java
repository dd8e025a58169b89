package org.bootarchive.ufs.nio;

import com.google.common.base.MoreObjects;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.internal.path.NumberedGroup;
import org.bootarchive.ufs.internal.path.NumberedUser;
import org.bootarchive.ufs.internal.path.Permissions;
import org.jspecify.annotations.Nullable;

/**
 * What an inode says of a file, as it was when it was read: {@code Files.readAttributes(path,
 * UfsFileAttributes.class)}.
 */
public final class UfsFileAttributes implements PosixFileAttributes {
  private final FileKey key;
  private final Inode inode;
  private final @Nullable DeviceNumber device;

  UfsFileAttributes(FileKey key, Inode inode, @Nullable DeviceNumber device) {
    this.key = key;
    this.inode = inode;
    this.device = device;
  }

  /** Returns the type and permissions, 16 bits (ic_smode). */
  public int mode() {
    return inode.mode();
  }

  /** Returns the type, empty if the mode tells none: a free inode that has a name, or damage. */
  public Optional<FileType> type() {
    return Optional.ofNullable(inode.type());
  }

  /** Returns the number of the inode. */
  public long inode() {
    return key.inode();
  }

  /** Returns a number of the file system, another one for each that this JVM has opened. */
  public long fileSystem() {
    return key.fileSystem();
  }

  /** Returns how many names the inode has (ic_nlink). */
  public int linkCount() {
    return inode.linkCount();
  }

  /** Returns the owner's number, 0 to 4294967295. */
  public long uid() {
    return inode.uid();
  }

  /** Returns the group's number, 0 to 4294967295. */
  public long gid() {
    return inode.gid();
  }

  /** Returns when the inode was changed last (ic_ctime). */
  public FileTime changeTime() {
    return time(inode.changeTime());
  }

  /** Returns the number of a device's inode, empty for all else. */
  public Optional<DeviceNumber> device() {
    return Optional.ofNullable(device);
  }

  /** Returns the 512-byte units that the file holds, indirect blocks included (ic_blocks). */
  public long sectorCount() {
    return inode.sectorCount();
  }

  /** Returns the number that tells uses of the same inode apart (ic_gen). */
  public int generation() {
    return inode.generation();
  }

  /** Returns the inode of the access control list, 0 for none (ic_shadow). */
  public long accessControlList() {
    return Integer.toUnsignedLong(inode.shadow());
  }

  /** Returns the inode of the directory of extended attributes, 0 for none (ic_oeftflag). */
  public long attributeDirectory() {
    return Integer.toUnsignedLong(inode.attributeDirectory());
  }

  @Override
  public UserPrincipal owner() {
    return new NumberedUser(uid());
  }

  @Override
  public GroupPrincipal group() {
    return new NumberedGroup(gid());
  }

  @Override
  public Set<PosixFilePermission> permissions() {
    return Permissions.ofMode(inode.mode());
  }

  @Override
  public FileTime lastModifiedTime() {
    return time(inode.modifyTime());
  }

  @Override
  public FileTime lastAccessTime() {
    return time(inode.accessTime());
  }

  /** Returns the time of the last modification: the inode keeps no other. */
  @Override
  public FileTime creationTime() {
    return lastModifiedTime();
  }

  private static FileTime time(InodeTime time) {
    return FileTime.from(time.toInstant());
  }

  @Override
  public boolean isRegularFile() {
    return inode.type() == FileType.REGULAR;
  }

  @Override
  public boolean isDirectory() {
    return inode.type() == FileType.DIRECTORY;
  }

  @Override
  public boolean isSymbolicLink() {
    return inode.type() == FileType.SYMBOLIC_LINK;
  }

  @Override
  public boolean isOther() {
    return !isRegularFile() && !isDirectory() && !isSymbolicLink();
  }

  /** Returns the size in bytes; that of a damaged inode may be any number, negative ones too. */
  @Override
  public long size() {
    return inode.size();
  }

  @Override
  public Object fileKey() {
    return key;
  }

  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .add("inode", key.inode())
        .add("mode", Integer.toOctalString(inode.mode()))
        .add("size", inode.size())
        .toString();
  }
}

package org.bootarchive.tool;

import java.io.IOException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.EscapedBytes;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * A file as listings show it.
 *
 * @param path names joined by slashes, escaped; "." for the root
 * @param number the inode's number
 * @param target the text of a symbolic link, escaped; null for what is none
 * @param device the number of a device; null for what is none
 */
record ListedInode(
    String path, long number, Inode inode, @Nullable String target, @Nullable DeviceNumber device) {

  static ListedInode of(Volume volume, String path, long number, Inode inode) throws IOException {
    FileType type = inode.type();
    return new ListedInode(
        path,
        number,
        inode,
        type == FileType.SYMBOLIC_LINK ? EscapedBytes.escape(volume.readLink(number)) : null,
        type != null && type.isDevice() ? volume.device(inode) : null);
  }

  /** Returns the letter of the type, "?" for a free inode that has a name all the same. */
  char typeLetter() {
    FileType type = inode.type();
    return type == null ? '?' : type.letter();
  }

  boolean isRegular() {
    return inode.type() == FileType.REGULAR;
  }
}

package org.bootarchive.tool;

import java.io.IOException;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * A file as listings show it.
 *
 * @param path names joined by slashes, escaped; "." for the root
 * @param vnode the inode's volume and number
 * @param target the text of a symbolic link, escaped; null for what is none
 * @param device the number of a device; null for what is none
 * @param nested whether it is in usr.lgz
 */
record ListedInode(
    String path,
    Vnode vnode,
    Inode inode,
    @Nullable String target,
    @Nullable DeviceNumber device,
    boolean nested) {

  static ListedInode of(ArchiveTree tree, String path, Vnode vnode, Inode inode)
      throws IOException {
    FileType type = inode.type();
    Volume volume = vnode.volume();
    return new ListedInode(
        path,
        vnode,
        inode,
        type == FileType.SYMBOLIC_LINK
            ? EscapedBytes.escape(volume.readLink(vnode.number()))
            : null,
        type != null && type.isDevice() ? volume.device(inode) : null,
        tree.isInUsr(vnode));
  }

  long number() {
    return vnode.number();
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

package org.bootarchive.tool;

import java.io.IOException;
import java.io.PrintWriter;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;

/**
 * Lines like those of {@code ls -li}: inode, type and mode, names, owner, group, size or device
 * number, time of the last change, path.
 *
 * <p>Behind the mode stands + for an access control list, @ for extended attributes, which follow
 * indented; so does the stored size of a compressed file that its inode does not tell of.
 */
record LongListing(PrintWriter out) implements FileListing {
  private static final String PERMISSIONS = "rwxrwxrwx";

  @Override
  public void add(ArchiveTree tree, String path, Vnode vnode, Inode inode) throws IOException {
    FileType type = inode.type();
    DeviceNumber device = type != null && type.isDevice() ? vnode.volume().device(inode) : null;
    out.print(pad(vnode.number(), 7));
    out.print(' ');
    out.print(letter(type));
    out.print(permissions(inode.permissions()));
    out.print(inode.shadow() != 0 ? '+' : inode.attributeDirectory() != 0 ? '@' : ' ');
    out.print(pad(inode.linkCount(), 3));
    out.print(pad(inode.uid(), 6));
    out.print(pad(inode.gid(), 6));
    out.print(
        device == null
            ? pad(Long.toUnsignedString(size(vnode, inode)), 11)
            : pad(device.major() + "," + device.minor(), 11));
    out.print(' ');
    out.print(Texts.time(inode.modifyTime().seconds()));
    out.print(' ');
    out.print(path);
    if (type == FileType.SYMBOLIC_LINK) {
      out.print(" -> ");
      out.print(EscapedBytes.escape(vnode.volume().readLink(vnode.number())));
    }
    out.println();
    if (!CompressedFile.isMarked(inode) && CompressedFile.is(vnode, inode)) {
      out.println(
          "        = " + inode.size() + " bytes, compressed by fiocompress; inode not marked so");
    }
    if (inode.attributeDirectory() != 0) {
      attributes(vnode.volume(), inode.attributeDirectory());
    }
  }

  /** Returns the size of what a file holds; a damaged one's is that of what is stored. */
  private static long size(Vnode vnode, Inode inode) throws IOException {
    if (CompressedFile.is(vnode, inode)) {
      try {
        return CompressedFile.content(vnode, inode).size();
      } catch (CorruptImageException e) {
        return inode.size();
      }
    }
    return inode.size();
  }

  /** Returns the letter of a type, "?" for a free inode that has a name all the same. */
  private static char letter(@Nullable FileType type) {
    if (type == null) {
      return '?';
    }
    return type == FileType.REGULAR ? '-' : type.letter();
  }

  private void attributes(Volume volume, int directory) throws IOException {
    for (DirectoryEntry entry : volume.entries(directory & 0xffffffffL)) {
      if (!entry.name().isDots()) {
        long size = volume.inode(entry.inode()).size();
        out.println("        @ " + entry.name() + ", " + Long.toUnsignedString(size) + " bytes");
      }
    }
  }

  /** Returns the permissions in letters, with set-id and sticky bits as ls shows them. */
  static String permissions(int mode) {
    char[] letters = PERMISSIONS.toCharArray();
    for (int i = 0; i < letters.length; i++) {
      if ((mode >> (letters.length - 1 - i) & 1) == 0) {
        letters[i] = '-';
      }
    }
    special(letters, 2, (mode & 04000) != 0, 's', 'S');
    special(letters, 5, (mode & 02000) != 0, 's', 'S');
    special(letters, 8, (mode & 01000) != 0, 't', 'T');
    return new String(letters);
  }

  private static void special(char[] letters, int at, boolean set, char with, char without) {
    if (set) {
      letters[at] = letters[at] == 'x' ? with : without;
    }
  }

  private static String pad(long number, int width) {
    return pad(Long.toString(number), width);
  }

  private static String pad(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  @Override
  public void finish() {}
}

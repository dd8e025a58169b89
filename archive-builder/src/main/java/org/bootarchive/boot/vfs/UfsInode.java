package org.bootarchive.boot.vfs;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

/** An inode as the kernel keeps it, and of a link also its text. */
final class UfsInode {
  private final int number;
  private final Inode inode;
  private final byte @Nullable [] linkText;

  /**
   * Creates an inode.
   *
   * @param linkText the text that the kernel follows; null if this is no link, or its block cannot
   *     be read
   */
  UfsInode(int number, Inode inode, byte @Nullable [] linkText) {
    this.number = number;
    this.inode = inode;
    this.linkText = linkText;
  }

  int number() {
    return number;
  }

  long size() {
    return inode.size();
  }

  int direct(int index) {
    return inode.direct().get(index);
  }

  int indirect(int index) {
    return inode.indirect().get(index);
  }

  boolean isDirectory() {
    return hasType(FileType.DIRECTORY);
  }

  boolean isLink() {
    return hasType(FileType.SYMBOLIC_LINK);
  }

  boolean isRegular() {
    return hasType(FileType.REGULAR);
  }

  private boolean hasType(FileType type) {
    return (inode.mode() & FileType.MASK) == type.bits();
  }

  /** Returns the mode that fstat tells: the type of regular files and links, else 0. */
  int statMode() {
    return isRegular() || isLink() ? inode.mode() & FileType.MASK : 0;
  }

  byte @Nullable [] linkText() {
    return linkText;
  }

  /** Returns the bytes that the inode takes in a cache, about. */
  int weight() {
    return 400 + (linkText == null ? 0 : linkText.length);
  }

  @Override
  public String toString() {
    return "inode " + Integer.toUnsignedString(number) + typeName();
  }

  private String typeName() {
    FileType type = inode.type();
    if (linkText != null) {
      return ", a link to " + KernelPath.quote(new String(linkText, StandardCharsets.ISO_8859_1));
    }
    return type == null ? ", of no type" : ", " + type.name().toLowerCase(Locale.ROOT);
  }
}

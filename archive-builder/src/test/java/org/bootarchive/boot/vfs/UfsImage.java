package org.bootarchive.boot.vfs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;

/** A small UFS made by hand: only what the kernel's reader looks at. */
final class UfsImage {
  static final int BLOCK_BYTES = 4096;
  static final int FRAGMENT_BYTES = 512;

  private static final int INODE_TABLE = 64 * FRAGMENT_BYTES;
  private static final int FIRST_DATA = 96;
  private static final int BYTES = 512 * 1024;

  private final byte[] bytes = new byte[BYTES];
  private final ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private int nextFragment = FIRST_DATA;

  UfsImage() {
    Superblock superblock =
        Superblock.builder(ByteOrder.LITTLE_ENDIAN)
            .set(SuperblockField.MAGIC, Superblock.MAGIC)
            .set(SuperblockField.BSIZE, BLOCK_BYTES)
            .set(SuperblockField.FSIZE, FRAGMENT_BYTES)
            .set(SuperblockField.BMASK, -BLOCK_BYTES)
            .set(SuperblockField.FMASK, -FRAGMENT_BYTES)
            .set(SuperblockField.BSHIFT, 12)
            .set(SuperblockField.FRAGSHIFT, 3)
            .set(SuperblockField.FSBTODB, 0)
            .set(SuperblockField.NINDIR, BLOCK_BYTES / 4)
            .set(SuperblockField.INOPB, BLOCK_BYTES / Inode.BYTES)
            .set(SuperblockField.IPG, 128)
            .set(SuperblockField.FPG, 1024)
            .set(SuperblockField.CGMASK, -1)
            .set(SuperblockField.IBLKNO, INODE_TABLE / FRAGMENT_BYTES)
            .build();
    view.put(Superblock.OFFSET, superblock.toBytes());
  }

  byte[] bytes() {
    return bytes;
  }

  UfsImage superblock(SuperblockField field, int value) {
    view.putInt(Superblock.OFFSET + field.offset(ByteOrder.LITTLE_ENDIAN), value);
    return this;
  }

  UfsImage directory(int inode, Map<String, Integer> entries) {
    ByteBuffer block = ByteBuffer.allocate(FRAGMENT_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int at = 0;
    int left = entries.size();
    for (Map.Entry<String, Integer> entry : entries.entrySet()) {
      byte[] name = entry.getKey().getBytes(ISO_8859_1);
      left--;
      int length = left == 0 ? FRAGMENT_BYTES - at : DirectoryEntry.leastBytes(name.length);
      block.putInt(at, entry.getValue());
      block.putShort(at + DirectoryEntry.RECLEN, (short) length);
      block.putShort(at + DirectoryEntry.NAMLEN, (short) name.length);
      block.put(at + DirectoryEntry.HEADER_BYTES, name);
      at += length;
    }
    return inode(inode, 040755, FRAGMENT_BYTES, place(block.array()));
  }

  UfsImage file(int inode, byte[] content) {
    int first = place(content);
    inode(inode, 0100644, content.length, first);
    for (int i = 0; i * BLOCK_BYTES < content.length && i < Inode.DIRECT_POINTERS; i++) {
      pointer(inode, i, first + i * BLOCK_BYTES / FRAGMENT_BYTES);
    }
    return this;
  }

  UfsImage link(int inode, String text) {
    return inode(inode, 0120777, text.length(), place(text.getBytes(ISO_8859_1)));
  }

  UfsImage inode(int inode, int mode, long size, int firstFragment) {
    view.putShort(at(inode), (short) mode);
    view.putLong(at(inode) + 8, size);
    return pointer(inode, 0, firstFragment);
  }

  UfsImage pointer(int inode, int index, int fragment) {
    view.putInt(at(inode) + 40 + 4 * index, fragment);
    return this;
  }

  private static int at(int inode) {
    return INODE_TABLE + inode * Inode.BYTES;
  }

  /** Puts bytes into blocks of their own, and returns the first fragment. */
  int place(byte[] content) {
    int first = nextFragment;
    view.put(first * FRAGMENT_BYTES, content);
    int blocks = Math.max(1, (content.length + BLOCK_BYTES - 1) / BLOCK_BYTES);
    nextFragment += blocks * BLOCK_BYTES / FRAGMENT_BYTES;
    return first;
  }
}

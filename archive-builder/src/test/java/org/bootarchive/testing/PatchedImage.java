package org.bootarchive.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.Volume;

/** An image of which parts are overwritten with what no honest tool writes. */
public final class PatchedImage {
  private final byte[] bytes;
  private final ByteBuffer view;

  /** A name, chars standing for bytes, and the inode that it is given. */
  public record Name(String name, long inode) {}

  private PatchedImage(byte[] bytes) {
    this.bytes = bytes;
    this.view = ByteBuffer.wrap(bytes);
  }

  /** Starts from a sound image. */
  public static PatchedImage of(byte[] image) throws IOException {
    PatchedImage patched = new PatchedImage(image.clone());
    patched.view.order(patched.volume().superblock().byteOrder());
    return patched;
  }

  /** Returns the image's bytes. */
  public byte[] bytes() {
    return bytes;
  }

  /** Opens the image as it is now. */
  public Volume volume() throws IOException {
    return Volume.open(MemoryBlockDevice.of(bytes));
  }

  /** Returns the inode of a name in the root directory. */
  public long inode(String name) throws IOException {
    return volume().lookup(Inode.ROOT, FileName.of(name)).orElseThrow();
  }

  /** Puts other names behind "." and ".." into the first chunk of a directory. */
  public PatchedImage names(long directory, List<Name> names) throws IOException {
    int at = (int) contentOffset(directory);
    int end = at + DirectoryEntry.CHUNK_BYTES;
    at += 12;
    view.putShort(at + DirectoryEntry.RECLEN, (short) 12);
    for (int i = 0; i < names.size(); i++) {
      Name name = names.get(i);
      at += Short.toUnsignedInt(view.getShort(at + DirectoryEntry.RECLEN));
      byte[] text = name.name().getBytes(ISO_8859_1);
      boolean last = i == names.size() - 1;
      view.putInt(at, (int) name.inode());
      view.putShort(
          at + DirectoryEntry.RECLEN,
          (short) (last ? end - at : DirectoryEntry.leastBytes(text.length)));
      view.putShort(at + DirectoryEntry.NAMLEN, (short) text.length);
      view.put(at + DirectoryEntry.HEADER_BYTES, text);
    }
    return this;
  }

  /** Puts another text into a symbolic link's fragment. */
  public PatchedImage linkText(long link, String text) throws IOException {
    byte[] encoded = text.getBytes(ISO_8859_1);
    view.put((int) contentOffset(link), encoded);
    return size(link, encoded.length);
  }

  /** Sets an inode's size. */
  public PatchedImage size(long inode, long size) throws IOException {
    view.putLong(inodeOffset(inode) + 8, size);
    return this;
  }

  /** Sets when an inode's content was changed. */
  public PatchedImage modified(long inode, int seconds, int microseconds) throws IOException {
    view.putInt(inodeOffset(inode) + 24, seconds);
    view.putInt(inodeOffset(inode) + 28, microseconds);
    return this;
  }

  /** Makes the first pointers of an inode those of another. */
  public PatchedImage sameBlocks(long inode, long other) throws IOException {
    view.put(inodeOffset(inode) + 8, bytes, inodeOffset(other) + 8, 8);
    view.put(inodeOffset(inode) + 40, bytes, inodeOffset(other) + 40, 60);
    return this;
  }

  private int inodeOffset(long inode) throws IOException {
    Superblock superblock = volume().superblock();
    return (int) superblock.inodeOffset(inode);
  }

  private long contentOffset(long number) throws IOException {
    Inode inode = volume().inode(number);
    Extent first = volume().content(number, inode).extents().get(0);
    return first.deviceOffset();
  }
}

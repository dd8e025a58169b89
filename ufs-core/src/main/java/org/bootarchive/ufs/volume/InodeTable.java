package org.bootarchive.ufs.volume;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

/** Reads inodes by number. */
final class InodeTable {
  private final ImageReader reader;

  InodeTable(ImageReader reader) {
    this.reader = reader;
  }

  /** Returns an inode, a free one too. */
  Inode read(long number) throws IOException {
    return read(number, room(Inode.BYTES));
  }

  /**
   * Returns an inode as {@link #read(long)} does.
   *
   * @param room for its {@link Inode#BYTES}, in the image's byte order
   */
  Inode read(long number, ByteBuffer room) throws IOException {
    fill(room, number);
    return Inode.decode(room, 0);
  }

  /** Returns what an inode is without reading all of it, or null if its mode tells no type. */
  @Nullable FileType type(long number) throws IOException {
    return type(number, room(Short.BYTES));
  }

  /**
   * Returns what an inode is as {@link #type(long)} does.
   *
   * @param room as for {@link #read(long, ByteBuffer)}
   */
  @Nullable FileType type(long number, ByteBuffer room) throws IOException {
    fill(room, number);
    return FileType.ofMode(Inode.mode(room, 0));
  }

  private ByteBuffer room(int bytes) {
    return ByteBuffer.allocate(bytes).order(reader.geometry().byteOrder());
  }

  /** Fills a buffer with the first bytes of an inode. */
  private void fill(ByteBuffer room, long number) throws IOException {
    checkRange(number);
    long offset = offset(number);
    room.clear();
    try {
      reader.device().read(offset, room);
    } catch (EOFException e) {
      throw reader.beyondEnd(offset, name(number), e);
    }
  }

  private void checkRange(long number) throws CorruptImageException {
    if (number < 0 || number >= reader.geometry().inodeCount()) {
      throw new CorruptImageException(
          name(number), -1, "out of range: there are " + reader.geometry().inodeCount());
    }
  }

  /** Returns the type of an inode that should be in use. */
  FileType typeOf(long number, Inode inode) throws CorruptImageException {
    FileType type = inode.type();
    if (type == null) {
      throw corrupt(number, String.format(Locale.ROOT, "mode 0%o tells no type", inode.mode()));
    }
    return type;
  }

  CorruptImageException corrupt(long number, String reason) {
    return new CorruptImageException(name(number), offset(number), reason);
  }

  private long offset(long number) {
    return reader.geometry().inodeOffset(number);
  }

  static String name(long number) {
    return "inode " + number;
  }
}

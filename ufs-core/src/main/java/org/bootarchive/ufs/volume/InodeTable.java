package org.bootarchive.ufs.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;

/** Reads inodes by number. */
final class InodeTable {
  private final ImageReader reader;

  InodeTable(ImageReader reader) {
    this.reader = reader;
  }

  /** Returns an inode, a free one too. */
  Inode read(long number) throws IOException {
    if (number < 0 || number >= reader.geometry().inodeCount()) {
      throw new CorruptImageException(
          name(number), -1, "out of range: there are " + reader.geometry().inodeCount());
    }
    ByteBuffer buffer = reader.read(offset(number), Inode.BYTES, new Name(number));
    return Inode.decode(buffer, 0);
  }

  private record Name(long number) implements ImageReader.Structure {
    @Override
    public String name() {
      return InodeTable.name(number);
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

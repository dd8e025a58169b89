package org.bootarchive.ufs.disk;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.FileName;

/** Reads the records of a directory, a chunk at a time. */
public final class DirectoryChunk {
  private DirectoryChunk() {}

  /**
   * Hands on every record of a chunk that names an inode, in order; free ones are passed over.
   *
   * @param buffer set to the image's byte order, backed by an array
   * @param start where the chunk starts in the buffer
   * @param chunkBytes the chunk's length in bytes ({@link Superblock#directoryChunkBytes})
   * @param position where the chunk starts in the directory, in bytes
   * @param structure what the directory is called in an exception
   * @throws CorruptImageException if the records do not fill the chunk, or a name cannot be one
   */
  public static void decode(
      ByteBuffer buffer,
      int start,
      int chunkBytes,
      long position,
      String structure,
      Consumer<DirectoryEntry> sink)
      throws CorruptImageException {
    int end = start + chunkBytes;
    int at = start;
    while (at < end) {
      if (end - at < DirectoryEntry.HEADER_BYTES) {
        throw corrupt(structure, position + at - start, "a record of " + (end - at) + " bytes");
      }
      int recordBytes = buffer.getShort(at + DirectoryEntry.RECLEN) & 0xffff;
      if (recordBytes < DirectoryEntry.HEADER_BYTES
          || recordBytes % 4 != 0
          || recordBytes > end - at) {
        throw corrupt(structure, position + at - start, "d_reclen is " + recordBytes);
      }
      long inode = buffer.getInt(at + DirectoryEntry.INO) & 0xffffffffL;
      if (inode != 0) {
        sink.accept(
            new DirectoryEntry(
                inode,
                name(buffer, at, recordBytes, structure, position + at - start),
                position + at - start,
                recordBytes));
      }
      at += recordBytes;
    }
  }

  private static FileName name(
      ByteBuffer buffer, int at, int recordBytes, String structure, long position)
      throws CorruptImageException {
    int nameBytes = buffer.getShort(at + DirectoryEntry.NAMLEN) & 0xffff;
    if (nameBytes == 0
        || nameBytes > FileName.MAX_BYTES
        || DirectoryEntry.leastBytes(nameBytes) > recordBytes) {
      throw corrupt(
          structure, position, "d_namlen is " + nameBytes + " in a record of " + recordBytes);
    }
    int from = buffer.arrayOffset() + at + DirectoryEntry.HEADER_BYTES;
    byte[] array = buffer.array();
    for (int i = from; i < from + nameBytes; i++) {
      if (array[i] == 0 || array[i] == '/') {
        throw corrupt(structure, position, "a name holds byte " + array[i]);
      }
    }
    return FileName.of(array, from, from + nameBytes);
  }

  private static CorruptImageException corrupt(String structure, long position, String reason) {
    return new CorruptImageException(structure, -1, reason + " at byte " + position + " of it");
  }
}

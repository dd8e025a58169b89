package org.bootarchive.ufs.volume;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryChunk;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** Where the names of a directory that is being changed are, and where there is room for more. */
final class DirectoryIndex {
  private final Map<FileName, DirectoryEntry> entries = new HashMap<>();

  /** The largest room in one record of each chunk, in bytes. */
  private int[] room = new int[1];

  private int chunks;

  /**
   * Reads the index of a directory.
   *
   * @param bytes all of it, whole chunks
   */
  static DirectoryIndex of(ByteBuffer bytes, String structure) throws CorruptImageException {
    DirectoryIndex index = new DirectoryIndex();
    for (int at = 0; at < bytes.capacity(); at += DirectoryEntry.CHUNK_BYTES) {
      DirectoryChunk.decode(
          bytes,
          at,
          DirectoryEntry.CHUNK_BYTES,
          at,
          structure,
          entry -> index.entries.putIfAbsent(entry.name(), entry));
      index.room(at, largestRoom(bytes, at));
    }
    return index;
  }

  @Nullable DirectoryEntry get(FileName name) {
    return entries.get(name);
  }

  /** Returns whether there is nothing but "." and "..". */
  boolean isEmpty() {
    int dots =
        (entries.containsKey(FileName.SELF) ? 1 : 0)
            + (entries.containsKey(FileName.PARENT) ? 1 : 0);
    return entries.size() == dots;
  }

  void put(FileName name, long inode, long position, int recordBytes) {
    entries.put(name, new DirectoryEntry(inode, name, position, recordBytes));
  }

  void remove(FileName name) {
    entries.remove(name);
  }

  /** Returns the directory's size in bytes. */
  int bytes() {
    return chunks * DirectoryEntry.CHUNK_BYTES;
  }

  /** Returns where the first chunk with enough room for a record starts, in bytes; -1 for none. */
  int chunkWithRoom(int recordBytes) {
    for (int chunk = 0; chunk < chunks; chunk++) {
      if (room[chunk] >= recordBytes) {
        return chunk * DirectoryEntry.CHUNK_BYTES;
      }
    }
    return -1;
  }

  /** Sets the largest room in one record of a chunk, an old or the next one. */
  void room(int chunkStart, int bytes) {
    int chunk = chunkStart / DirectoryEntry.CHUNK_BYTES;
    if (chunk >= room.length) {
      room = Arrays.copyOf(room, 2 * room.length);
    }
    room[chunk] = bytes;
    chunks = Math.max(chunks, chunk + 1);
  }

  /** Returns the largest room in one record of a chunk that was checked. */
  static int largestRoom(ByteBuffer chunk, int start) {
    int largest = 0;
    for (int at = start; at < start + DirectoryEntry.CHUNK_BYTES; at += recordBytes(chunk, at)) {
      largest = Math.max(largest, roomIn(chunk, at));
    }
    return largest;
  }

  static int recordBytes(ByteBuffer chunk, int at) {
    return chunk.getShort(at + DirectoryEntry.RECLEN) & 0xffff;
  }

  /** Returns the bytes of a record that its name needs, 0 for a free one. */
  static int usedBytes(ByteBuffer chunk, int at) {
    return chunk.getInt(at + DirectoryEntry.INO) == 0
        ? 0
        : DirectoryEntry.leastBytes(chunk.getShort(at + DirectoryEntry.NAMLEN));
  }

  static int roomIn(ByteBuffer chunk, int at) {
    return recordBytes(chunk, at) - usedBytes(chunk, at);
  }
}

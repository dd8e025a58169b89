package org.bootarchive.ufs.volume;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.text.FileName;

/**
 * A directory that only gets names, in memory until it has all of them.
 *
 * <p>A name goes where {@link DirectoryEditor} puts it: into the first chunk with room for it. As
 * none is removed, all the room of a chunk is behind its last name, and it never grows: the first
 * chunk with room for a record of some length only moves on.
 */
final class FreshDirectory {
  private static final int CHUNK = DirectoryEntry.CHUNK_BYTES;
  private static final int LENGTH_UNIT = 4;

  final InodeDraft inode;
  private ByteBuffer bytes;

  /** Where the last record of each chunk starts in it. */
  private int[] last;

  /** The first chunk that may have room, by the length of a record in units of 4 bytes. */
  private final int[] firstWithRoom =
      new int[DirectoryEntry.leastBytes(FileName.MAX_BYTES) / LENGTH_UNIT + 1];

  /** Starts with what is there: whole chunks, none of which had a name removed. */
  FreshDirectory(InodeDraft inode, ByteBuffer content, ByteOrder byteOrder) {
    this.inode = inode;
    this.bytes = ByteBuffer.allocate(Math.max(CHUNK, content.capacity())).order(byteOrder);
    bytes.put(content.duplicate().clear()).clear();
    this.last = new int[bytes.capacity() / CHUNK];
    for (int at = 0; at < content.capacity(); at += CHUNK) {
      int within = 0;
      while (within + DirectoryIndex.recordBytes(bytes, at + within) < CHUNK) {
        within += DirectoryIndex.recordBytes(bytes, at + within);
      }
      last[at / CHUNK] = within;
    }
  }

  /** Starts an empty one, whose inode has a chunk already: "." and "..". */
  FreshDirectory(InodeDraft inode, long parent, ByteOrder byteOrder) {
    this.inode = inode;
    this.bytes = ByteBuffer.allocate(CHUNK).order(byteOrder);
    this.last = new int[1];
    int first = DirectoryEntry.leastBytes(FileName.SELF.length());
    DirectoryEditor.record(bytes, 0, inode.number, first, FileName.SELF);
    DirectoryEditor.record(bytes, first, parent, CHUNK - first, FileName.PARENT);
    last[0] = first;
  }

  /** Returns whether a name fits in the chunks that are there. */
  boolean hasRoom(FileName name) {
    return (long) chunkFor(DirectoryEntry.leastBytes(name.length())) * CHUNK < inode.size;
  }

  private int chunkFor(int needed) {
    int unit = needed / LENGTH_UNIT;
    int chunk = firstWithRoom[unit];
    while ((long) chunk * CHUNK < inode.size
        && DirectoryIndex.roomIn(bytes, chunk * CHUNK + last[chunk]) < needed) {
      chunk++;
    }
    firstWithRoom[unit] = chunk;
    return chunk;
  }

  /** Makes an empty record of the chunk by which the inode has just grown. */
  void chunkAdded() {
    int start = (int) inode.size - CHUNK;
    if (start == bytes.capacity()) {
      bytes =
          ByteBuffer.wrap(Arrays.copyOf(bytes.array(), 2 * bytes.capacity())).order(bytes.order());
      last = Arrays.copyOf(last, 2 * last.length);
    }
    bytes.putShort(start + DirectoryEntry.RECLEN, (short) CHUNK);
  }

  /** Adds a name that there is room for. */
  void add(FileName name, long number) {
    int chunk = chunkFor(DirectoryEntry.leastBytes(name.length()));
    int at = chunk * CHUNK + last[chunk];
    int used = DirectoryIndex.usedBytes(bytes, at);
    int left = DirectoryIndex.recordBytes(bytes, at) - used;
    if (used > 0) {
      bytes.putShort(at + DirectoryEntry.RECLEN, (short) used);
    }
    DirectoryEditor.record(bytes, at + used, number, left, name);
    last[chunk] += used;
  }

  /** Returns the bytes that a part of the directory has. */
  ByteBuffer bytes(Extent part) {
    return bytes.slice((int) part.fileOffset(), (int) part.bytes());
  }
}

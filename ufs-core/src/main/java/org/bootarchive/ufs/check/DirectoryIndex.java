package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.Superblock;

/** Looks up names as mid-boot does; each directory is read when it is first asked for. */
final class DirectoryIndex {
  /** Names are kept up to this number; no archive has that many. */
  private static final int MOST_NAMES = 500_000;

  private final Survey survey;
  private final Superblock superblock;
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final Map<Integer, Map<String, Integer>> directories = new HashMap<>();
  private int names;

  DirectoryIndex(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.bytes = new byte[superblock.blockBytes()];
    this.buffer = survey.buffer(bytes);
  }

  /** Returns whether no more directories are read, so that look-ups may miss. */
  boolean isFull() {
    return names >= MOST_NAMES;
  }

  /**
   * Returns the inode that a name stands for, or 0.
   *
   * @param name one char a byte
   */
  int find(int directory, String name) throws IOException {
    Map<String, Integer> entries = directories.get(directory);
    if (entries == null) {
      entries = load(directory);
      directories.put(directory, entries);
    }
    Integer inode = entries.get(name);
    return inode == null ? 0 : inode;
  }

  private Map<String, Integer> load(int directory) throws IOException {
    Map<String, Integer> entries = new HashMap<>();
    int index = survey.directories().indexOf(directory);
    ContentBlocks blocks = survey.directoryBlocks();
    if (index < 0 || isFull()) {
      return entries;
    }
    long left = survey.directories().size(index);
    for (int block = blocks.first(index); block < blocks.end(index) && left > 0; block++) {
      int length = blocks.length(block) * superblock.fragmentBytes();
      survey.read(superblock.fragmentOffset(blocks.start(block)), buffer, length);
      collect((int) Math.min(length, left), entries);
      left -= length;
    }
    names += entries.size();
    return entries;
  }

  private void collect(int length, Map<String, Integer> entries) {
    int chunk = superblock.directoryChunkBytes();
    int at = 0;
    while (at < length) {
      int chunkEnd = (at / chunk + 1) * chunk;
      if (chunkEnd - at < DirectoryEntry.HEADER_BYTES) {
        at = chunkEnd;
        continue;
      }
      int recordBytes = buffer.getShort(at + DirectoryEntry.RECLEN) & 0xffff;
      int nameBytes = buffer.getShort(at + DirectoryEntry.NAMLEN) & 0xffff;
      if (recordBytes % 4 != 0
          || recordBytes > chunkEnd - at
          || recordBytes < DirectoryEntry.leastBytes(nameBytes)) {
        at = chunkEnd;
        continue;
      }
      int inode = buffer.getInt(at + DirectoryEntry.INO);
      if (inode > 0 && inode < survey.inodes().count()) {
        int from = at + DirectoryEntry.HEADER_BYTES;
        entries.putIfAbsent(new String(bytes, from, nameBytes, StandardCharsets.ISO_8859_1), inode);
      }
      at += recordBytes;
    }
  }
}

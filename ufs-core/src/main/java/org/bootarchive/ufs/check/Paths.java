package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.text.EscapedBytes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the path of an inode for a message, by reading the directory that names it.
 *
 * <p>What may be read for that is limited, so that an image with many findings takes no longer than
 * others: beyond the limit messages have inode numbers only.
 */
final class Paths {
  private static final long MOST_BYTES_READ = 64L << 20;
  private static final int DEEPEST = 1024;

  /** {@code MAXPATHLEN}. */
  private static final int LONGEST = 1024;

  private final Survey survey;
  private final Superblock superblock;
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private final Map<Integer, String> known = new HashMap<>();
  private long bytesLeft = MOST_BYTES_READ;

  Paths(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.bytes = new byte[superblock.blockBytes()];
    this.buffer = survey.buffer(bytes);
  }

  /** Returns how a message calls an inode: its number, and its path if that can be found. */
  String describe(long inode) throws IOException {
    String path = inode < survey.inodes().count() ? escapedPath((int) inode) : null;
    return path == null ? "inode " + inode : "inode " + inode + " (" + path + ")";
  }

  private @Nullable String escapedPath(int inode) throws IOException {
    String path = path(inode);
    return path == null ? null : EscapedBytes.escape(path.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns the path of an inode, one char a byte, or null if it is not known. */
  private @Nullable String path(int inode) throws IOException {
    int index = survey.directories().indexOf(inode);
    if (index >= 0) {
      return directoryPath(inode);
    }
    String path = known.get(inode);
    if (path != null) {
      return path;
    }
    int parent = survey.inodes().parent(inode);
    String directory = parent == 0 ? null : directoryPath(parent);
    if (directory == null) {
      return null;
    }
    String name = nameIn(parent, inode);
    if (name == null) {
      return null;
    }
    path = join(directory, name);
    known.put(inode, path);
    return path;
  }

  /** Returns the path of a directory, or null if the root does not reach it. */
  @Nullable String directoryPath(int inode) {
    Directories directories = survey.directories();
    StringBuilder path = new StringBuilder();
    int current = inode;
    for (int depth = 0; depth < DEEPEST && path.length() < LONGEST; depth++) {
      if (current == Inode.ROOT) {
        return path.length() == 0 ? "/" : path.toString();
      }
      int index = directories.indexOf(current);
      if (index < 0 || directories.name(index).isEmpty()) {
        return null;
      }
      path.insert(0, directories.name(index)).insert(0, '/');
      current = directories.parent(index);
    }
    return null;
  }

  /** Joins the path of a directory and a name. */
  static String join(String directory, String name) {
    return directory.equals("/") ? "/" + name : directory + "/" + name;
  }

  private @Nullable String nameIn(int directory, int inode) throws IOException {
    ContentBlocks blocks = survey.directoryBlocks();
    int index = survey.directories().indexOf(directory);
    if (index < 0) {
      return null;
    }
    for (int block = blocks.first(index); block < blocks.end(index); block++) {
      int length = blocks.length(block) * superblock.fragmentBytes();
      bytesLeft -= length;
      if (bytesLeft < 0) {
        return null;
      }
      survey.read(superblock.fragmentOffset(blocks.start(block)), buffer, length);
      String name = nameInBlock(length, inode);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  private @Nullable String nameInBlock(int length, int inode) {
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
      boolean sound =
          recordBytes % 4 == 0
              && recordBytes <= chunkEnd - at
              && recordBytes >= DirectoryEntry.leastBytes(nameBytes);
      if (sound && buffer.getInt(at + DirectoryEntry.INO) == inode) {
        return new String(
            bytes, at + DirectoryEntry.HEADER_BYTES, nameBytes, StandardCharsets.ISO_8859_1);
      }
      at = sound ? at + recordBytes : chunkEnd;
    }
    return null;
  }
}

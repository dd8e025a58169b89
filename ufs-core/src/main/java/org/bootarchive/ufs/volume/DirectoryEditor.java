package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * Changes the records of directories: {@code ufs_diraddentry}, {@code dirprepareentry} and {@code
 * ufs_dirremove} in ufs_dir.c.
 *
 * <p>A new name goes into the first record with enough room behind its own name, or into a new
 * chunk. Records are never moved, and directories never shrink, as under a kernel that logs.
 */
final class DirectoryEditor {
  private static final int CACHE_BYTES = 8 << 20;
  private static final int CHUNK = DirectoryEntry.CHUNK_BYTES;

  private final ImageReader reader;
  private final InodeTable inodes;
  private final DirectoryReader directories;
  private final MetadataBuffer buffer;
  private final FileSpace space;

  private final DirectoryCache<DirectoryIndex> indexes = new DirectoryCache<>(CACHE_BYTES);

  DirectoryEditor(
      ImageReader reader,
      InodeTable inodes,
      DirectoryReader directories,
      MetadataBuffer buffer,
      FileSpace space) {
    this.reader = reader;
    this.inodes = inodes;
    this.directories = directories;
    this.buffer = buffer;
    this.space = space;
  }

  /** Returns the entry of a name, or null if the directory has none. */
  @Nullable DirectoryEntry find(long directory, FileName name) throws IOException {
    return index(directory).get(name);
  }

  boolean isEmpty(long directory) throws IOException {
    return index(directory).isEmpty();
  }

  private DirectoryIndex index(long directory) throws IOException {
    DirectoryIndex known = indexes.get(directory);
    if (known != null) {
      return known;
    }
    DirectoryIndex index =
        DirectoryIndex.of(directories.content(directory), DirectoryReader.structure(directory));
    indexes.put(directory, index, index.bytes());
    return index;
  }

  /** Forgets what is known of a directory that goes away. */
  void forget(long directory) {
    indexes.remove(directory);
    directories.forget(directory);
  }

  /** Forgets everything, after changes were undone. */
  void forgetAll() {
    indexes.clear();
    directories.forgetAll();
  }

  /** Writes the records of a new directory: "." and "..". */
  void initialize(InodeDraft directory, long parent) throws IOException {
    space.grow(directory, CHUNK);
    ByteBuffer chunk = chunk(directory, 0);
    int first = DirectoryEntry.leastBytes(FileName.SELF.length());
    record(chunk, 0, directory.number, first, FileName.SELF);
    record(chunk, first, parent, CHUNK - first, FileName.PARENT);
    forget(directory.number);
  }

  /**
   * Adds a name that is not there.
   *
   * @param directory the caller's to store afterwards: it may have grown
   */
  void insert(InodeDraft directory, FileName name, long inode) throws IOException {
    DirectoryIndex index = index(directory.number);
    int needed = DirectoryEntry.leastBytes(name.length());
    int start = index.chunkWithRoom(needed);
    if (start < 0) {
      start = append(directory);
    }
    ByteBuffer chunk = chunk(directory, start);
    int at = 0;
    while (DirectoryIndex.roomIn(chunk, at) < needed) {
      at += DirectoryIndex.recordBytes(chunk, at);
    }
    int used = DirectoryIndex.usedBytes(chunk, at);
    int left = DirectoryIndex.recordBytes(chunk, at) - used;
    if (used > 0) {
      chunk.putShort(at + DirectoryEntry.RECLEN, (short) used);
    }
    record(chunk, at + used, inode, left, name);
    index.room(start, DirectoryIndex.largestRoom(chunk, 0));
    index.put(name, inode, start + at + (long) used, left);
    directories.forget(directory.number);
  }

  private int append(InodeDraft directory) throws IOException {
    int start = (int) directory.size;
    requireRoom(directory);
    space.grow(directory, directory.size + CHUNK);
    ByteBuffer chunk = chunk(directory, start);
    chunk.put(new byte[CHUNK]);
    chunk.clear();
    chunk.putShort(DirectoryEntry.RECLEN, (short) CHUNK);
    return start;
  }

  /** Checks that a directory may have one more chunk. */
  static void requireRoom(InodeDraft directory) throws FileSystemException {
    if (directory.size + CHUNK > DirectoryReader.SIZE_LIMIT) {
      throw new FileSystemException(
          DirectoryReader.structure(directory.number),
          null,
          "the directory is full: it has " + DirectoryReader.SIZE_LIMIT + " bytes");
    }
  }

  /** Removes a name that is there. */
  void remove(InodeDraft directory, FileName name) throws IOException {
    DirectoryIndex index = index(directory.number);
    DirectoryEntry entry = required(index, directory, name);
    int start = (int) (entry.position() / CHUNK * CHUNK);
    int within = (int) entry.position() - start;
    ByteBuffer chunk = chunk(directory, start);
    chunk.putInt(within + DirectoryEntry.INO, 0);
    if (within > 0) {
      int before = 0;
      while (before + DirectoryIndex.recordBytes(chunk, before) < within) {
        before += DirectoryIndex.recordBytes(chunk, before);
      }
      int sum =
          DirectoryIndex.recordBytes(chunk, before) + DirectoryIndex.recordBytes(chunk, within);
      chunk.putShort(before + DirectoryEntry.RECLEN, (short) sum);
    }
    index.remove(name);
    index.room(start, DirectoryIndex.largestRoom(chunk, 0));
    directories.forget(directory.number);
  }

  /** Lets a name that is there stand for another inode. */
  void replace(InodeDraft directory, FileName name, long inode) throws IOException {
    DirectoryIndex index = index(directory.number);
    DirectoryEntry entry = required(index, directory, name);
    int start = (int) (entry.position() / CHUNK * CHUNK);
    chunk(directory, start)
        .putInt((int) entry.position() - start + DirectoryEntry.INO, (int) inode);
    index.put(name, inode, entry.position(), entry.recordBytes());
    directories.forget(directory.number);
  }

  private static DirectoryEntry required(DirectoryIndex index, InodeDraft directory, FileName name)
      throws CorruptImageException {
    DirectoryEntry entry = index.get(name);
    if (entry == null) {
      throw new CorruptImageException(
          DirectoryReader.structure(directory.number), -1, "has no entry \"" + name + "\"");
    }
    return entry;
  }

  static void record(ByteBuffer chunk, int at, long inode, int bytes, FileName name) {
    chunk.putInt(at + DirectoryEntry.INO, (int) inode);
    chunk.putShort(at + DirectoryEntry.RECLEN, (short) bytes);
    chunk.putShort(at + DirectoryEntry.NAMLEN, (short) name.length());
    int nameAt = at + DirectoryEntry.HEADER_BYTES;
    int padded = DirectoryEntry.leastBytes(name.length()) - DirectoryEntry.HEADER_BYTES;
    chunk.put(nameAt, new byte[padded]);
    chunk.put(nameAt, name.toBytes());
  }

  /** Returns a chunk of a directory, to be changed. */
  private ByteBuffer chunk(InodeDraft directory, int start) throws IOException {
    ImmutableList<Extent> extents =
        BlockMap.extents(
            reader, inodes, directory.number, directory.toInode(), start, start + (long) CHUNK);
    if (extents.size() != 1 || extents.get(0).isHole() || extents.get(0).bytes() != CHUNK) {
      throw new CorruptImageException(
          DirectoryReader.structure(directory.number), -1, "has no chunk at byte " + start);
    }
    return buffer.modify(extents.get(0).deviceOffset(), CHUNK);
  }
}

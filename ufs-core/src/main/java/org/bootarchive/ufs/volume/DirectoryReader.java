package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryChunk;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;

/** Reads directories, and keeps those that were read last. */
final class DirectoryReader {
  /** The largest directory that is read, in bytes: a million names of 15 letters. */
  static final int SIZE_LIMIT = 24 << 20;

  /** What is kept, but for a larger one that was asked for last. */
  private static final int CACHE_BYTES = 12 << 20;

  private final ImageReader reader;
  private final InodeTable inodes;

  private final DirectoryCache<DirectoryListing> cache = new DirectoryCache<>(CACHE_BYTES);

  DirectoryReader(ImageReader reader, InodeTable inodes) {
    this.reader = reader;
    this.inodes = inodes;
  }

  /** Returns the entries of a directory. */
  DirectoryListing listing(long number) throws IOException {
    DirectoryListing cached = cache.get(number);
    if (cached != null) {
      return cached;
    }
    DirectoryListing listing = read(number);
    cache.put(number, listing, listing.bytes());
    return listing;
  }

  /** Forgets what was read of a directory. */
  void forget(long number) {
    cache.remove(number);
  }

  /** Forgets everything that was read. */
  void forgetAll() {
    cache.clear();
  }

  private record Entries(ImmutableList.Builder<DirectoryEntry> builder)
      implements Consumer<DirectoryEntry> {
    @Override
    public void accept(DirectoryEntry entry) {
      builder.add(entry);
    }
  }

  private DirectoryListing read(long number) throws IOException {
    ByteBuffer bytes = content(number);
    String name = structure(number);
    ImmutableList.Builder<DirectoryEntry> entries = ImmutableList.builder();
    int chunk = reader.geometry().directoryChunkBytes();
    for (int at = 0; at < bytes.capacity(); at += chunk) {
      DirectoryChunk.decode(bytes, at, chunk, at, name, new Entries(entries));
    }
    return new DirectoryListing(entries.build(), bytes.capacity());
  }

  /** Returns the bytes of a directory, whole chunks without holes. */
  ByteBuffer content(long number) throws IOException {
    Inode inode = inodes.read(number);
    FileType type = inodes.typeOf(number, inode);
    if (!type.isDirectory()) {
      throw inodes.corrupt(number, "is no directory but of type " + type);
    }
    long size = inode.size();
    int chunk = reader.geometry().directoryChunkBytes();
    if (size <= 0 || size % chunk != 0) {
      throw new CorruptImageException(
          structure(number),
          -1,
          "its size, " + Long.toUnsignedString(size) + " bytes, is not a multiple of " + chunk);
    }
    if (size > SIZE_LIMIT) {
      throw new CorruptImageException(
          structure(number),
          -1,
          "its size, " + size + " bytes, is beyond the limit of " + SIZE_LIMIT);
    }
    ImmutableList<Extent> extents = BlockMap.extents(reader, inodes, number, inode);
    for (Extent extent : extents) {
      if (extent.isHole()) {
        throw new CorruptImageException(
            structure(number), -1, "has a hole at byte " + extent.fileOffset());
      }
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) size).order(reader.geometry().byteOrder());
    new FileContent(reader, number, size, extents).read(0, bytes);
    return bytes;
  }

  static String structure(long number) {
    return "directory of inode " + number;
  }
}

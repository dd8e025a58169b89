package org.bootarchive.archive.patch;

import com.google.common.collect.ImmutableSortedMap;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.DeviceContent;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * A file of parts of an older one, which are not copied, and new bytes, which go to a temporary
 * file one behind the other. Each place is written once.
 */
final class PatchworkFile implements SeekableByteChannel {
  private final BlockDevice older;
  private final FileChannel fresh;
  private final TreeMap<Long, Part> parts = new TreeMap<>();
  private long freshBytes;
  private long position;
  private boolean closed;

  /**
   * Some bytes of the file.
   *
   * @param bytes how many
   * @param copied whether they are the older file's
   * @param offset where they are in the older file, or in the temporary one
   */
  private record Part(long bytes, boolean copied, long offset) {}

  /**
   * Creates an empty file.
   *
   * @param older must stay open and as it is
   * @param fresh an empty file, which this closes
   */
  PatchworkFile(BlockDevice older, FileChannel fresh) {
    this.older = older;
    this.fresh = fresh;
  }

  /** Returns the older file; what is transferred from it to this file is not copied. */
  BlockDevice source() {
    return new Source();
  }

  private final class Source implements BlockDevice {
    @Override
    public long size() {
      return older.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      older.read(offset, target);
    }

    @Override
    public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
      if (target == PatchworkFile.this) {
        add(new Part(bytes, true, offset));
      } else {
        older.transferTo(offset, bytes, target);
      }
    }

    @Override
    public void close() {}
  }

  private void add(Part part) {
    if (part.bytes() > 0) {
      parts.put(position, part);
      position += part.bytes();
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int bytes = source.remaining();
    long at = freshBytes;
    while (source.hasRemaining()) {
      freshBytes += fresh.write(source, freshBytes);
    }
    add(new Part(bytes, false, at));
    return bytes;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    Map.Entry<Long, Part> last = parts.lastEntry();
    return last == null ? 0 : last.getKey() + last.getValue().bytes();
  }

  /** Returns the bytes as they are now; this has to stay open as long as they are read. */
  Content content() {
    return new DeviceContent(new Whole(size(), ImmutableSortedMap.copyOf(parts)));
  }

  private final class Whole implements BlockDevice {
    private final long size;
    private final ImmutableSortedMap<Long, Part> parts;

    Whole(long size, ImmutableSortedMap<Long, Part> parts) {
      this.size = size;
      this.parts = parts;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      int limit = target.limit();
      long at = offset;
      while (target.position() < limit) {
        Map.Entry<Long, Part> entry = parts.floorEntry(at);
        long within = entry == null ? 0 : at - entry.getKey();
        if (entry == null || within >= entry.getValue().bytes()) {
          throw new EOFException("nothing was written at byte " + at);
        }
        Part part = entry.getValue();
        int count = (int) Math.min(limit - target.position(), part.bytes() - within);
        target.limit(target.position() + count);
        try {
          if (part.copied()) {
            older.read(part.offset() + within, target);
          } else {
            readFresh(part.offset() + within, target);
          }
        } finally {
          target.limit(limit);
        }
        at += count;
      }
    }

    @Override
    public void close() {}
  }

  private void readFresh(long offset, ByteBuffer target) throws IOException {
    long at = offset;
    while (target.hasRemaining()) {
      int count = fresh.read(target, at);
      if (count < 0) {
        throw new EOFException("a temporary file was cut to " + at + " bytes");
      }
      at += count;
    }
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    long left = size() - position;
    if (left <= 0) {
      return -1;
    }
    int limit = target.limit();
    int count = (int) Math.min(left, target.remaining());
    target.limit(target.position() + count);
    content().open().read(position, target);
    target.limit(limit);
    position += count;
    return count;
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    if (size < size()) {
      throw new IllegalArgumentException("bytes that were written stay: " + size);
    }
    return this;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    fresh.close();
  }
}

package org.bootarchive.ufs.volume;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.BooleanSupplier;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * The bytes of one file, where they were when this was made: later changes of the file's size or
 * blocks do not show. Any number of threads may read.
 */
public final class FileContent {
  private static final int ZERO_BYTES = 1 << 16;

  private final ImageReader reader;
  private final long inode;
  private final long size;
  private final ImmutableList<Extent> extents;

  FileContent(ImageReader reader, long inode, long size, ImmutableList<Extent> extents) {
    this.reader = reader;
    this.inode = inode;
    this.size = size;
    this.extents = extents;
  }

  /**
   * Returns bytes of a file that a device has, such as those that its stored bytes stand for.
   *
   * @param volume that the file is in
   * @param inode its number
   * @param bytes all of them, below 2^40; any number of threads must be able to read
   */
  public static FileContent of(Volume volume, long inode, BlockDevice bytes) {
    return new FileContent(
        new ImageReader(bytes, volume.superblock()),
        inode,
        bytes.size(),
        bytes.size() == 0 ? ImmutableList.of() : ImmutableList.of(new Extent(0, 0, bytes.size())));
  }

  /** Returns the number of the file's inode. */
  public long inode() {
    return inode;
  }

  /** Returns the file's size in bytes: below 2^40. */
  public long size() {
    return size;
  }

  /** Returns the parts of the file in order, holes included, from byte 0 to its size. */
  public ImmutableList<Extent> extents() {
    return extents;
  }

  /** Returns what the places of the parts are on. */
  public BlockDevice device() {
    return reader.device();
  }

  /**
   * Reads from a position until the buffer is full or the file ends.
   *
   * @param position in bytes, at least 0
   * @return the number of bytes, -1 if the position is at or beyond the end
   * @throws IOException if the image cannot be read, or ends before the file does
   */
  public int read(long position, ByteBuffer target) throws IOException {
    checkArgument(position >= 0, "position %s", position);
    if (position >= size) {
      return -1;
    }
    int limit = target.limit();
    int wanted = (int) Math.min(target.remaining(), size - position);
    long at = position;
    long end = position + wanted;
    try {
      for (int i = indexAt(position); at < end; i++) {
        Extent extent = extents.get(i);
        int count = (int) (Math.min(end, extent.fileEnd()) - at);
        target.limit(target.position() + count);
        if (extent.isHole()) {
          putZeros(target);
        } else {
          fill(extent.deviceOffset() + at - extent.fileOffset(), target);
        }
        at += count;
      }
    } finally {
      target.limit(limit);
    }
    return wanted;
  }

  private void fill(long deviceOffset, ByteBuffer target) throws IOException {
    int end = target.limit();
    reader.read(deviceOffset, target, new Name(inode));
    target.position(end);
  }

  private static void putZeros(ByteBuffer target) {
    while (target.remaining() >= Long.BYTES) {
      target.putLong(0);
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
  }

  private int indexAt(long position) {
    int low = 0;
    int high = extents.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (extents.get(middle).fileOffset() <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * Writes the whole file to a channel, holes as zeros.
   *
   * @throws IOException if the image cannot be read, or the channel not written
   */
  public void transferTo(WritableByteChannel target) throws IOException {
    for (Extent extent : extents) {
      if (extent.isHole()) {
        writeZeros(target, extent.bytes());
      } else {
        transfer(extent, target);
      }
    }
  }

  /**
   * Writes some of the file's bytes to a channel, holes as zeros.
   *
   * @param position in bytes, at least 0
   * @param bytes how many; the file must not end before the last of them
   * @throws IOException if the image cannot be read, or the channel not written
   */
  void transferTo(long position, long bytes, WritableByteChannel target) throws IOException {
    long at = position;
    long end = position + bytes;
    for (int i = indexAt(position); at < end; i++) {
      Extent extent = extents.get(i);
      long count = Math.min(end, extent.fileEnd()) - at;
      if (extent.isHole()) {
        writeZeros(target, count);
      } else {
        transfer(extent.deviceOffset() + at - extent.fileOffset(), count, target);
      }
      at += count;
    }
  }

  /**
   * Puts the whole file into the first bytes of an empty file, leaving its holes as holes.
   *
   * @throws IOException if the image cannot be read, or the channel not written
   */
  public void transferToEmpty(FileChannel target) throws IOException {
    checkArgument(target.size() == 0, "the target has %s bytes", target.size());
    boolean endsInHole = false;
    for (Extent extent : extents) {
      endsInHole = extent.isHole();
      if (!endsInHole) {
        target.position(extent.fileOffset());
        transfer(extent, target);
      }
    }
    if (endsInHole) {
      target.position(size - 1);
      writeZeros(target, 1);
    }
  }

  private void transfer(Extent extent, WritableByteChannel target) throws IOException {
    transfer(extent.deviceOffset(), extent.bytes(), target);
  }

  private void transfer(long deviceOffset, long bytes, WritableByteChannel target)
      throws IOException {
    try {
      reader.device().transferTo(deviceOffset, bytes, target);
    } catch (EOFException e) {
      throw reader.beyondEnd(deviceOffset, new Name(inode).name(), e);
    }
  }

  private static void writeZeros(WritableByteChannel target, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(bytes, ZERO_BYTES));
    for (long left = bytes; left > 0; ) {
      zeros.clear().limit((int) Math.min(left, zeros.capacity()));
      while (zeros.hasRemaining()) {
        left -= target.write(zeros);
      }
    }
  }

  /** Returns a new channel at byte 0 that reads the file; it keeps nothing open. */
  public SeekableByteChannel openChannel() {
    return openChannel(() -> true);
  }

  /**
   * Returns a new channel at byte 0 that reads the file and keeps nothing open.
   *
   * @param readable whether what the file is in is still open; once it is not, neither is the
   *     channel
   */
  public SeekableByteChannel openChannel(BooleanSupplier readable) {
    return new FileContentChannel(this, readable);
  }

  /** Returns a new stream of the file; it keeps nothing open. */
  public InputStream openStream() {
    return Channels.newInputStream(openChannel());
  }

  private record Name(long inode) implements ImageReader.Structure {
    @Override
    public String name() {
      return "content of " + InodeTable.name(inode);
    }
  }
}

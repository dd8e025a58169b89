package org.bootarchive.media.nio;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.BooleanSupplier;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.path.ImageFileChannel;

/** A device as a file that is open to be read. */
final class DeviceChannel extends ImageFileChannel {
  private final BlockDevice device;
  private final BooleanSupplier readable;
  private long position;

  /**
   * Makes a channel at byte 0.
   *
   * @param readable whether what the file is in is open
   */
  DeviceChannel(BlockDevice device, BooleanSupplier readable) {
    this.device = device;
    this.readable = readable;
  }

  private void checkOpen() throws ClosedChannelException {
    if (!isOpen() || !readable.getAsBoolean()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    int count = read(target, position);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    checkOpen();
    checkArgument(from >= 0, "position %s", from);
    long left = device.size() - from;
    if (left <= 0 && target.hasRemaining()) {
      return -1;
    }
    int count = (int) Math.min(target.remaining(), left);
    if (count <= 0) {
      return 0;
    }
    int limit = target.limit();
    target.limit(target.position() + count);
    try {
      device.read(from, target);
    } finally {
      target.limit(limit);
    }
    return count;
  }

  @Override
  public synchronized long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public synchronized FileChannel position(long newPosition) throws IOException {
    checkOpen();
    checkArgument(newPosition >= 0, "position %s", newPosition);
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return device.size();
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
    checkOpen();
    checkArgument(from >= 0 && count >= 0, "%s bytes from %s", count, from);
    long bytes = Math.min(count, device.size() - from);
    if (bytes <= 0) {
      return 0;
    }
    device.transferTo(from, bytes, target);
    return bytes;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    checkOpen();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer source, long to) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  protected void implCloseChannel() throws IOException {
    device.close();
  }
}

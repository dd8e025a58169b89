package org.bootarchive.ufs.nio;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkPositionIndexes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.bootarchive.ufs.internal.path.ImageFileChannel;

/**
 * A file in an image as a {@link FileChannel}. One thread uses it at a time; an interrupt does not
 * close it.
 */
final class UfsFileChannel extends ImageFileChannel {
  private static final int TRANSFER_BYTES = 1 << 18;

  private final UfsFileSystem fileSystem;
  private final SeekableByteChannel channel;

  UfsFileChannel(UfsFileSystem fileSystem, SeekableByteChannel channel) {
    this.fileSystem = fileSystem;
    this.channel = channel;
  }

  private void checkOpen() throws ClosedChannelException {
    if (!isOpen() || !channel.isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    checkOpen();
    return channel.read(target);
  }

  @Override
  public synchronized int read(ByteBuffer target, long position) throws IOException {
    checkArgument(position >= 0, "position %s", position);
    checkOpen();
    long own = channel.position();
    try {
      return channel.position(position).read(target);
    } finally {
      channel.position(own);
    }
  }

  @Override
  public synchronized int write(ByteBuffer source) throws IOException {
    checkOpen();
    return channel.write(source);
  }

  @Override
  public synchronized long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    checkPositionIndexes(offset, offset + length, sources.length);
    long count = 0;
    for (int i = offset; i < offset + length; i++) {
      count += write(sources[i]);
    }
    return count;
  }

  @Override
  public synchronized int write(ByteBuffer source, long position) throws IOException {
    checkArgument(position >= 0, "position %s", position);
    checkOpen();
    long own = channel.position();
    try {
      return channel.position(position).write(source);
    } finally {
      channel.position(own);
    }
  }

  @Override
  public synchronized long position() throws IOException {
    checkOpen();
    return channel.position();
  }

  @Override
  public synchronized FileChannel position(long position) throws IOException {
    checkOpen();
    channel.position(position);
    return this;
  }

  @Override
  public synchronized long size() throws IOException {
    checkOpen();
    return channel.size();
  }

  @Override
  public synchronized FileChannel truncate(long size) throws IOException {
    checkOpen();
    channel.truncate(size);
    return this;
  }

  /** Writes out the whole file system, whose changes of metadata are one with the file's. */
  @Override
  public void force(boolean metadata) throws IOException {
    checkOpen();
    fileSystem.flush();
  }

  @Override
  public synchronized long transferTo(long position, long count, WritableByteChannel target)
      throws IOException {
    checkArgument(count >= 0, "count %s", count);
    long left = Math.min(count, Math.max(0, size() - position));
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(left, TRANSFER_BYTES));
    long done = 0;
    while (done < left) {
      buffer.clear().limit((int) Math.min(left - done, buffer.capacity()));
      if (read(buffer, position + done) < 0) {
        break;
      }
      buffer.flip();
      int wanted = buffer.remaining();
      int written = target.write(buffer);
      done += written;
      if (written < wanted) {
        break;
      }
    }
    return done;
  }

  @Override
  public synchronized long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    checkArgument(count >= 0, "count %s", count);
    if (position > size()) {
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, TRANSFER_BYTES));
    long done = 0;
    while (done < count) {
      buffer.clear().limit((int) Math.min(count - done, buffer.capacity()));
      if (source.read(buffer) <= 0) {
        break;
      }
      done += write(buffer.flip(), position + done);
    }
    return done;
  }

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
  }
}

package org.bootarchive.ufs.volume;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.function.BooleanSupplier;

/** A position in a file's content that moves as one reads. */
final class FileContentChannel implements SeekableByteChannel {
  private final FileContent content;
  private final BooleanSupplier readable;
  private long position;
  private volatile boolean closed;

  /**
   * Makes a channel at byte 0.
   *
   * @param readable whether what the file is in is open; the channel is closed when it is not
   */
  FileContentChannel(FileContent content, BooleanSupplier readable) {
    this.content = content;
    this.readable = readable;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    checkOpen();
    int count = content.read(position, target);
    if (count > 0) {
      position += count;
    }
    return count;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public synchronized long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public synchronized SeekableByteChannel position(long newPosition) throws IOException {
    checkOpen();
    checkArgument(newPosition >= 0, "position %s", newPosition);
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return content.size();
  }

  @Override
  public boolean isOpen() {
    return !closed && readable.getAsBoolean();
  }

  @Override
  public void close() {
    closed = true;
  }

  private void checkOpen() throws ClosedChannelException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }
}

package org.bootarchive.ufs.nio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.bootarchive.ufs.volume.FileContent;

/** Reads a file; the file system's end is the channel's too. */
final class ReadingChannel implements SeekableByteChannel {
  private final UfsFileSystem fileSystem;
  private final FileContent content;
  private long position;
  private volatile boolean closed;

  ReadingChannel(UfsFileSystem fileSystem, FileContent content) {
    this.fileSystem = fileSystem;
    this.content = content;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    checkOpen();
    int count = content.read(position, target);
    position += Math.max(0, count);
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
    if (newPosition < 0) {
      throw new IllegalArgumentException("position " + newPosition);
    }
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
    return !closed && fileSystem.isOpen();
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

package org.bootarchive.ufs.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A device over a file. Its size is the size that the file had when it was opened. */
public final class FileBlockDevice implements WritableBlockDevice {
  private final FileChannel channel;
  private final long size;

  private FileBlockDevice(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
  }

  /**
   * Opens a file to read it; writing to the device fails.
   *
   * @throws IOException if the file cannot be opened
   */
  public static FileBlockDevice open(Path file) throws IOException {
    return of(FileChannel.open(file, StandardOpenOption.READ));
  }

  /**
   * Opens an existing file to read and write it.
   *
   * @throws IOException if the file cannot be opened
   */
  public static FileBlockDevice openWritable(Path file) throws IOException {
    return of(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /**
   * Returns a device over an open channel, which the device closes.
   *
   * @throws IOException if the channel does not tell its size; it is closed then
   */
  public static FileBlockDevice of(FileChannel channel) throws IOException {
    try {
      return new FileBlockDevice(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    Bounds.check(offset, target.remaining(), size);
    long at = offset;
    while (target.hasRemaining()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw new EOFException("the file was cut to " + at + " bytes while it was read");
      }
      at += count;
    }
  }

  @Override
  public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
    Bounds.check(offset, bytes, size);
    for (long done = 0; done < bytes; ) {
      long count = channel.transferTo(offset + done, bytes - done, target);
      if (count <= 0) {
        throw new EOFException("the file was cut to " + (offset + done) + " bytes");
      }
      done += count;
    }
  }

  @Override
  public void write(long offset, ByteBuffer source) throws IOException {
    Bounds.check(offset, source.remaining(), size);
    long at = offset;
    while (source.hasRemaining()) {
      at += channel.write(source, at);
    }
  }

  @Override
  public void force() throws IOException {
    channel.force(false);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}

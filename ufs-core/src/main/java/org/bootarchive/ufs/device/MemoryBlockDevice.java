package org.bootarchive.ufs.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A device over a byte array. */
public final class MemoryBlockDevice implements WritableBlockDevice {
  private final byte[] bytes;

  private MemoryBlockDevice(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a device over {@code bytes} itself, not a copy: changes show on both sides. */
  public static MemoryBlockDevice of(byte[] bytes) {
    return new MemoryBlockDevice(bytes);
  }

  /** Returns a device of {@code size} bytes, all zero. */
  public static MemoryBlockDevice ofSize(int size) {
    return new MemoryBlockDevice(new byte[size]);
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws EOFException {
    checkRange(offset, target.remaining());
    target.put(bytes, (int) offset, target.remaining());
  }

  @Override
  public void transferTo(long offset, long bytes, WritableByteChannel target) throws IOException {
    checkRange(offset, bytes);
    ByteBuffer source = ByteBuffer.wrap(this.bytes, (int) offset, (int) bytes);
    while (source.hasRemaining()) {
      target.write(source);
    }
  }

  @Override
  public void write(long offset, ByteBuffer source) throws EOFException {
    checkRange(offset, source.remaining());
    source.get(bytes, (int) offset, source.remaining());
  }

  @Override
  public void force() {}

  @Override
  public void close() {}
}

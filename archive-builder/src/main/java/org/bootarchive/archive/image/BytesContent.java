package org.bootarchive.archive.image;

import java.nio.ByteBuffer;

/** Bytes in memory. */
public final class BytesContent implements Content {
  private final byte[] bytes;

  private BytesContent(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the content with these bytes, which are copied. */
  public static BytesContent of(byte[] bytes) {
    return new BytesContent(bytes.clone());
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public Reader open() {
    return new Reader() {
      @Override
      public void read(long position, ByteBuffer target) {
        target.put(bytes, Math.toIntExact(position), target.remaining());
      }

      @Override
      public void checkEnd() {}

      @Override
      public void close() {}
    };
  }
}

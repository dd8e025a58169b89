package org.bootarchive.boot.module;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.EOFException;
import java.nio.ByteBuffer;

/** A content in memory. */
final class BytesContent implements ModuleContent {
  private final byte[] bytes;

  BytesContent(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws EOFException {
    checkArgument(offset >= 0, "negative offset: %s", offset);
    if (offset > bytes.length - target.remaining()) {
      throw new EOFException("a module of " + bytes.length + " bytes ends before that");
    }
    target.put(bytes, (int) offset, target.remaining());
  }
}

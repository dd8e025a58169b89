package org.bootarchive.archive.image;

import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;

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
  public BlockDevice open() {
    return MemoryBlockDevice.of(bytes);
  }
}

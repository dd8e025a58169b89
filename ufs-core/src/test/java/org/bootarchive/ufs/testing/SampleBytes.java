package org.bootarchive.ufs.testing;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The content of a file in a test, which two numbers tell: short in a report, the same every time,
 * and no two blocks of it alike.
 *
 * @param size in bytes, at least 0
 * @param seed any number
 */
public record SampleBytes(int size, int seed) {
  /** Checks the size. */
  public SampleBytes {
    checkArgument(size >= 0, "size %s", size);
  }

  /** Returns the bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i * 7 + (i >>> 9) * 13 + seed * 31 + 1);
    }
    return bytes;
  }
}

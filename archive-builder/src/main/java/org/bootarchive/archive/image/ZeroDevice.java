package org.bootarchive.archive.image;

import java.io.EOFException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/**
 * A device of zeros that takes no memory.
 *
 * @param size in bytes
 */
public record ZeroDevice(long size) implements BlockDevice {
  private static final byte[] ZEROS = new byte[1 << 16];

  @Override
  public void read(long offset, ByteBuffer target) throws EOFException {
    if (offset < 0 || offset > size - target.remaining()) {
      throw new EOFException(target.remaining() + " bytes at byte " + offset + " of " + size);
    }
    while (target.hasRemaining()) {
      target.put(ZEROS, 0, Math.min(ZEROS.length, target.remaining()));
    }
  }

  @Override
  public void close() {}
}
